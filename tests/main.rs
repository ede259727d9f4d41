// What is printed about files with mistakes, and that no file brings the reader down.
mod problems;
