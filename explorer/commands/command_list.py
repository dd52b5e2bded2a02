"""Every command: its module, and the first sentence of its help. Written by `make docs`."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("app_start", "Open the explorer in the browser."),
    "undo": ("backups", "Take a load back; it shows in the history and can be taken back in turn."),
    "audit": (
        "backups",
        "Every step of the history: when, by whom, what it did, and whether it stands.",
    ),
    "backup": (
        "backups",
        "Everything in one file: all datasets, answers, plans, settings and the history, saved views, stories and queries. Only you can read it.",
    ),
    "restore": ("backups", "Put a backup in place of everything of ours: all of it or nothing."),
    "balance": ("comparing", "Whose voices a delegation, a negotiation and the whole table hear."),
    "changes": (
        "comparing",
        "What changed in the band between two days, and why; the four parts add up to the change.",
    ),
    "common-ground": (
        "comparing",
        "On what two delegations agree, differ or have not spoken, and where the first stands on the coalition's asks.",
    ),
    "coverage": (
        "coverage",
        "How much of what is on the table the coalition has a line to, as a band.",
    ),
    "query": (
        "cypher_query",
        "Ask in Cypher; read-only. EXPLAIN before the statement shows its plan, PROFILE its work. Exit code 2: refused or not understood, 1: ended by a limit, 3: busy or not reached.",
    ),
    "gaps": (
        "gap_list",
        "Every delegation and issue on the table, with the kind of gap, its evidence and its remedy: open ones first, of these what most talks back, then what comes up soonest, then where the door is widest open.",
    ),
    "template": (
        "import_export",
        "An empty CSV per label and relationship type, and one Excel workbook with a sheet each.",
    ),
    "check": ("import_export", "Read and check only; write nothing."),
    "load": ("import_export", "Check, show what would change, write: all of it or nothing."),
    "export": (
        "import_export",
        "The graph out, for whom you say; tables come back byte for byte. For the public, what could give somebody away needs a choice first.",
    ),
    "routes": (
        "introducing",
        "Who can introduce us to a delegation: up to three routes with their evidence, a fallback, and what is not recommended.",
    ),
    "hinges": (
        "introducing",
        "What hangs on one: separate routes to each delegation, and what is lost when members leave, singly and in sets up to three.",
    ),
    "between": (
        "introducing",
        "Members that join others more often than chance, by the five roles of Gould and Fernandez.",
    ),
    "try": (
        "introducing",
        "What one first meeting would change: the band before and after, kinds of gap, routes that open. Nothing is written.",
    ),
    "form": (
        "member_forms",
        "Write one offline HTML file that asks a member whom of the delegations it knows.",
    ),
    "answers": (
        "member_forms",
        "Bring in what members filled in: all files are checked first, and with a fault in one of them nothing is written; then each is shown and kept.",
    ),
    "doubles": (
        "merging",
        "Entries that may be one body under two ids, with the reasons; with two ids, the decision.",
    ),
    "migrate": (
        "own_server",
        "Bring rows of an earlier Linkages to the form of today: each gets the mark that says whose it is.",
    ),
    "leave": (
        "own_server",
        "Take every row of ours, our history, constraints and indexes out of your own Neo4j.",
    ),
    "picture": (
        "pictures",
        "A picture that can be printed and opened again: a network (around a start, or answering a question), the matrix of gaps, the coverage band, where in the world we are heard, what agreements say issue by issue, contacts in time.",
    ),
    "plan": (
        "planning",
        "The best use of k efforts: first meetings and rooms, in order, with what each opens and how far from the best it may be; and beside them what as much effort would settle by questions.",
    ),
    "forecast": (
        "planning",
        "The band run ahead: what is still reached if nobody speaks to anybody, and the calls that would hold most.",
    ),
    "questions-for": (
        "planning",
        "The questions to one member that would settle most of what is not known.",
    ),
    "event-plan": ("planning", "Who meets whom at an event so that most is opened."),
    "connect": (
        "programs",
        "Address, user and password for Neo4j Browser, cypher-shell, NeoDash or a notebook, while the explorer runs.",
    ),
    "schema": (
        "programs",
        "What the graph can hold, in the forms that programs for language models take.",
    ),
    "mcp": (
        "programs",
        "Serve the graph to an assistant by the Model Context Protocol, on standard input and output.",
    ),
    "publish": (
        "publishing",
        "What is public as a site of plain files: it needs no server, asks nothing of the network, and opens from a folder. What could give somebody away is asked about first.",
    ),
    "questions": ("questions", "The ready questions: their ids, sentences and blanks."),
    "ask": ("questions", "Ask a ready question."),
    "record": ("recording", "Record a contact; say how the band moved."),
    "settings": (
        "recording",
        "Every number behind the measures; with a name one of them, with a value it is changed for everybody.",
    ),
    "report": (
        "reports",
        "Activities for the IGF, the background paper, a dossier before a meeting, a draft statement on openness, the Monday page (digest), or the transparency scorecard; every line with its source.",
    ),
    "calendar": (
        "reports",
        "Occasions ahead, next dates of legal ways in, kept plans and lines that go quiet (iCalendar).",
    ),
    "status": ("server", "Which database, and what is in it."),
    "asks": (
        "settling",
        "List what the coalition asks; with a file, bring back a draft statement that was worked on.",
    ),
    "import": (
        "sheets",
        "Bring any sheet in: find its table, say what each column means, ask what is not certain.",
    ),
    "story": (
        "telling",
        "Saved views of the map as a story: in an order, with a sentence each. Says what has changed since each slide was made, takes the story out as one offline HTML or PDF, and opens such a file.",
    ),
    "verify": (
        "verifying",
        "Which sentences of a text about our entries a row bears out, which none, which one contradicts. Exit code 0: every one is borne out; 1: not.",
    ),
}
