"""Contributed files as typed values, with the line of each key; knows no word of the trade."""
