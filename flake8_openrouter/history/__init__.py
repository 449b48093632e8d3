"""The history of repositories: which keys their blobs hold, which commits put them there, and where they still are."""
