"""Many offices: finding their workbooks, running over them, keeping what is done, adding them up."""
