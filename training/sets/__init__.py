"""Other people's sets, read from a folder that the user names; none of their text is kept, only what is learned of it.

Each module says where its set comes from; a set that is not there is left out.
"""
