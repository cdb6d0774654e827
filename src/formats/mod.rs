//! Forms of files that more than one part of the program reads: encodings of text, fields of CSV, archives, XML, workbooks.
//!
//! Pure. Knows neither what is searched for nor what is shown: the privacy search and the tables of pages both stand on it.
//! Whatever the bytes are, it ends soon and small: what is unpacked is counted, and nothing nests without end.

pub mod delimited;
pub mod encoding;
pub mod number_format;
pub mod package;
pub mod workbook;
pub mod xml;
