"""`python -m explorer.commands` is the command `linkages`."""

from explorer.commands import main

main()
