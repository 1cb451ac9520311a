"""What the ledger goes by: what an entry commits to, where keys are kept, how a head is signed."""
