//! The plan of a routine, on paper: as a table to read and as JSON for other programs.
