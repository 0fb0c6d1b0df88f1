//! Sets and lists of things that have fixed names, as JSON arrays of those names.

use std::fmt;
use std::str::FromStr;

use super::cell::{Result, Row, json};

pub(crate) fn write<'a, T: fmt::Display + 'a>(values: impl IntoIterator<Item = &'a T>) -> Result<String> {
    json(&values.into_iter().map(ToString::to_string).collect::<Vec<_>>())
}

pub(crate) fn read<T, C>(row: &Row, column: &'static str, text: &str) -> Result<C>
where
    T: FromStr,
    C: FromIterator<T>,
{
    row.json::<Vec<String>>(column, text)?.iter().map(|name| row.parse(column, name)).collect()
}
