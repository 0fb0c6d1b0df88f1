use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::event::{EventKind, ExportFormat, Subject};
use latchstring_domain::id::EventId;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum EventCommand {
    /// List the events of the workspace, newest first
    List(EventList),
    /// Write the events of the workspace down, oldest first: to standard output, or to a new file
    ///
    /// They are written as they are read, however many there are. In a table no cell is a formula, and no text of a stranger
    /// leaves its line.
    Export(EventExport),
    /// Show the last events of the workspace, oldest first, and with --follow what comes after them
    Tail(EventTail),
    /// Prove that no event was changed, taken out or put in between
    ///
    /// Walks every chain of every workspace, or of the one that --workspace names, and names the broken ones. Exit
    /// code 5 when there is one. Checks the log against the checkpoints in the database too, which shows ends that were cut off
    /// a chain. Whether the checkpoints have lost their own end, as in a database that was put back to an older copy, only those
    /// show that were kept elsewhere: name their files with --checkpoints.
    Verify(EventVerification),
    /// Write the signed checkpoints of the log down, a JSON object a line: to standard output, or to a new file
    Checkpoints(EventCheckpoints),
}

/// Which events are wanted.
#[derive(Debug, Args)]
pub(crate) struct EventFilter {
    /// Only those about this, such as invitation:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
    #[arg(long, value_name = "KIND:ID", value_parser = values::subject)]
    pub(crate) subject: Option<Subject>,
    /// Only those of this type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_kind(), hide_possible_values = true)]
    pub(crate) kind: Option<EventKind>,
    /// Only what this kind of party did
    #[arg(long, value_name = "KIND", value_parser = values::actor_kind())]
    pub(crate) actor: Option<ActorKind>,
    /// Only what happened then or later, such as 2026-05-31T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) occurred_after: Option<Timestamp>,
    /// Only what happened before
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) occurred_before: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct EventList {
    #[command(flatten)]
    pub(crate) filter: EventFilter,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<EventId>,
}

#[derive(Debug, Args)]
pub(crate) struct EventExport {
    #[command(flatten)]
    pub(crate) filter: EventFilter,
    /// How they are written down: a JSON object a line, or a table for spreadsheets
    #[arg(long, value_name = "KIND", value_parser = values::export_format(), default_value = "jsonl")]
    pub(crate) to: ExportFormat,
    /// The file to write, which must not be there yet
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct EventTail {
    #[command(flatten)]
    pub(crate) filter: EventFilter,
    /// How many to begin with
    #[arg(long, short = 'n', value_name = "N", default_value = "10")]
    pub(crate) lines: usize,
    /// Go on until stopped, a second at most behind what happens
    #[arg(long, short)]
    pub(crate) follow: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EventVerification {
    /// Files of checkpoints that were kept outside the database
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) checkpoints: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct EventCheckpoints {
    /// Make one now, if something has happened since the last
    #[arg(long)]
    pub(crate) take: bool,
    /// Only those with a higher number
    #[arg(long, value_name = "NUMBER", default_value = "0")]
    pub(crate) after: u64,
    /// The file to write, which must not be there yet
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
