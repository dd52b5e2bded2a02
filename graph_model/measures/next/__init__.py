"""What to do next: advice, best use of efforts, an event's plan, questions to members, a link on
trial.
"""
