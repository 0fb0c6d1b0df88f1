//! Dates on the wire.

use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// `YYYY-MM-DD`. A date of a year that four digits cannot write never gets in.
pub(crate) fn date(date: Date) -> String {
    date.format(DATE).unwrap_or_default()
}
