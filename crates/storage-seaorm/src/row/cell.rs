use std::fmt;
use std::str::FromStr;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::sealed::Digest;
use latchstring_domain::{Timestamp, Version};
use latchstring_storage::StorageError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

pub(crate) type Result<T> = std::result::Result<T, StorageError>;

const DAY: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// The row being read, for saying where something broken was found. What was found there is not said: it may be
/// somebody's data.
pub(crate) struct Row {
    table: &'static str,
    id: String,
}

impl Row {
    pub(crate) fn new(table: &'static str, id: impl fmt::Display) -> Self {
        Self { table, id: id.to_string() }
    }

    pub(crate) fn broken(&self, column: &'static str) -> StorageError {
        StorageError::inconsistent(self.table, column, &self.id)
    }

    /// A value that was checked when it was written, checked again.
    pub(crate) fn ok<T, E>(&self, column: &'static str, value: std::result::Result<T, E>) -> Result<T> {
        value.map_err(|_| self.broken(column))
    }

    pub(crate) fn parse<T: FromStr>(&self, column: &'static str, text: &str) -> Result<T> {
        self.ok(column, text.parse())
    }

    /// An optional value, by the function that reads it when it is there.
    pub(crate) fn optional<V, T, E>(
        &self,
        column: &'static str,
        value: Option<V>,
        read: impl FnOnce(V) -> std::result::Result<T, E>,
    ) -> Result<Option<T>> {
        self.ok(column, value.map(read).transpose())
    }

    pub(crate) fn time(&self, column: &'static str, millis: i64) -> Result<Timestamp> {
        self.ok(column, Timestamp::from_unix_millis(millis))
    }

    pub(crate) fn optional_time(
        &self,
        column: &'static str,
        millis: Option<i64>,
    ) -> Result<Option<Timestamp>> {
        self.optional(column, millis, Timestamp::from_unix_millis)
    }

    pub(crate) fn version(&self, number: i64) -> Result<Version> {
        Version::from_number(number).ok_or_else(|| self.broken("version"))
    }

    pub(crate) fn digest(&self, column: &'static str, bytes: Vec<u8>) -> Result<Digest> {
        self.ok(column, <[u8; 32]>::try_from(bytes)).map(Digest::new)
    }

    pub(crate) fn email(&self, column: &'static str, text: Option<String>) -> Result<Option<EmailAddress>> {
        self.optional(column, text, |text| EmailAddress::parse(&text))
    }

    pub(crate) fn date(&self, column: &'static str, text: Option<String>) -> Result<Option<Date>> {
        self.optional(column, text, |text| Date::parse(&text, DAY))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str, text: &str) -> Result<T> {
        self.ok(column, serde_json::from_str(text))
    }
}

/// The text of a JSON column.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(StorageError::defect)
}

/// `2026-05-03`.
pub(crate) fn day(date: Option<Date>) -> Result<Option<String>> {
    date.map(|date| date.format(DAY)).transpose().map_err(StorageError::defect)
}

pub(crate) fn millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::unix_millis)
}
