//! What leaves the program: an answer as tables or as one JSON document, and errors.

mod answer;
mod neutral;
mod progress;
mod table;

use std::io::{self, Write};

use crate::args::Format;

pub(crate) use answer::{Answer, Block, Shape, or_dash};
pub(crate) use progress::Progress;

/// Writes an answer.
///
/// A reader that has seen enough and hung up, such as `head`, is no failure.
pub(crate) fn write(out: &mut impl Write, format: Format, answer: &Answer) -> io::Result<()> {
    if answer.is_given() {
        return Ok(());
    }
    let text = match format {
        Format::Json => neutral::json(&answer.json),
        Format::Table => table::draw(&answer.blocks),
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A text that stays on its line and that no terminal obeys.
pub(crate) fn line(text: &str) -> String {
    neutral::text(&text.replace('\n', " "))
}

/// Says on standard error what went wrong.
pub(crate) fn complain(err: &mut impl Write, what: &str) {
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(err, "admin-cli: {}", neutral::text(what));
}
