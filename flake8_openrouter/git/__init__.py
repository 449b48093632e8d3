"""Repositories as git itself reads them. They may be anybody's: nothing that they name is run, written or fetched."""
