use std::collections::BTreeMap;

use latchstring_domain::actor::Actor;
use latchstring_domain::event::{DataValue, Event, EventBody, Origin, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_service::event::BrokenChain;
use latchstring_service::event::checkpoint::BrokenCheckpoint;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// An event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventShape {
    id: String,
    sequence: u64,
    #[serde(rename = "type")]
    kind: &'static str,
    subject: SubjectShape,
    occurred_at: String,
    actor: ActorShape,
    ip: Option<String>,
    user_agent: Option<String>,
    request_id: Option<String>,
    automated: bool,
    data: BTreeMap<String, DataShape>,
}

#[derive(Serialize)]
struct SubjectShape {
    kind: &'static str,
    id: String,
}

/// Who did something.
#[derive(Serialize)]
pub(super) struct ActorShape {
    kind: &'static str,
    id: Option<String>,
    email: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DataShape {
    Text(String),
    Integer(i64),
    Flag(bool),
    List(Vec<String>),
}

impl From<Subject> for SubjectShape {
    fn from(subject: Subject) -> Self {
        Self { kind: subject.kind(), id: subject.uuid().to_string() }
    }
}

impl SubjectShape {
    fn words(&self) -> String {
        format!("{}:{}", self.kind, self.id)
    }
}

impl From<Actor> for ActorShape {
    fn from(Actor { kind, id, email }: Actor) -> Self {
        Self { kind: kind.as_str(), id, email: email.map(|email| email.to_string()) }
    }
}

impl ActorShape {
    /// The address says more than an id of ours.
    pub(super) fn words(&self) -> String {
        match self.email.as_ref().or(self.id.as_ref()) {
            Some(name) => format!("{} {name}", self.kind),
            None => self.kind.to_owned(),
        }
    }
}

impl From<DataValue> for DataShape {
    fn from(value: DataValue) -> Self {
        match value {
            DataValue::Text(text) => Self::Text(text),
            DataValue::Integer(number) => Self::Integer(number),
            DataValue::Flag(flag) => Self::Flag(flag),
            DataValue::List(texts) => Self::List(texts),
        }
    }
}

impl DataShape {
    fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(texts) => texts.join(","),
        }
    }
}

impl From<Event> for EventShape {
    fn from(Event { body, sequence, seal: _, erased: _ }: Event) -> Self {
        let EventBody { id, workspace_id: _, subject, kind, occurred_at, actor, origin, automated, data } =
            body;
        let Origin { request_id, ip, user_agent } = origin;
        let data = data.values().clone().into_iter().map(|(name, value)| (name, value.into()));
        Self {
            id: id.to_string(),
            sequence,
            kind: kind.as_str(),
            subject: subject.into(),
            occurred_at: occurred_at.to_string(),
            actor: actor.into(),
            ip: ip.map(|ip| ip.to_string()),
            user_agent,
            request_id: request_id.map(|id| id.to_string()),
            automated,
            data: data.collect(),
        }
    }
}

impl EventShape {
    fn row(&self, with_subject: bool) -> Vec<String> {
        let data: Vec<String> =
            self.data.iter().map(|(name, value)| format!("{name}={}", value.words())).collect();
        let kind = if self.automated { format!("{} (automated)", self.kind) } else { self.kind.to_owned() };
        let mut row = vec![self.occurred_at.clone(), kind];
        if with_subject {
            row.push(self.subject.words());
        }
        row.extend([
            self.sequence.to_string(),
            self.actor.words(),
            or_dash(self.ip.as_ref()),
            data.join(" "),
        ]);
        row
    }
}

impl EventShape {
    /// The event in one line.
    pub(crate) fn words(&self) -> String {
        self.row(true).join("  ")
    }
}

/// Events that were written to a file.
#[derive(Serialize)]
pub(crate) struct Exported {
    pub(crate) file: String,
    pub(crate) events: u64,
}

impl Shape for Exported {
    fn blocks(&self) -> Vec<Block> {
        let noun = if self.events == 1 { "event" } else { "events" };
        vec![Block::Line(format!("{} {noun} written to {}.", self.events, self.file))]
    }
}

/// The events of one thing, oldest first, as lines of a table.
pub(super) fn story(events: &[EventShape]) -> Block {
    Block::Table {
        head: &["WHEN", "EVENT", "NO", "WHO", "FROM", "DATA"],
        rows: events.iter().map(|event| event.row(false)).collect(),
        none: "Nothing has happened.",
    }
}

/// Events, newest first; `next` is what to list after when there are more.
#[derive(Serialize)]
pub(crate) struct EventList {
    pub(crate) events: Vec<EventShape>,
    pub(crate) next: Option<String>,
}

impl Shape for EventList {
    fn blocks(&self) -> Vec<Block> {
        let table = Block::Table {
            head: &["WHEN", "EVENT", "SUBJECT", "NO", "WHO", "FROM", "DATA"],
            rows: self.events.iter().map(|event| event.row(true)).collect(),
            none: "No event.",
        };
        with_next(table, self.next.as_ref())
    }
}

/// A table, and how to go on when it is not the end.
pub(super) fn with_next(table: Block, next: Option<&String>) -> Vec<Block> {
    let more = next.map(|id| Block::Line(format!("There are more: --after {id}")));
    [Some(table), more].into_iter().flatten().collect()
}

/// What a walk over the event chains found.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Verification {
    pub(crate) chains: u64,
    pub(crate) events: u64,
    pub(crate) broken: Vec<BrokenShape>,
    /// How many checkpoints of the database.
    pub(crate) checkpoints: u64,
    /// How many that were kept elsewhere.
    pub(crate) kept: u64,
    pub(crate) broken_checkpoints: Vec<BrokenCheckpointShape>,
}

/// A checkpoint that does not stand, or that the log does not fit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrokenCheckpointShape {
    workspace_id: String,
    number: u64,
    reason: String,
}

impl BrokenCheckpointShape {
    pub(crate) fn new(workspace: WorkspaceId, BrokenCheckpoint { number, why }: BrokenCheckpoint) -> Self {
        Self { workspace_id: workspace.to_string(), number, reason: why }
    }

    pub(crate) fn is_of(&self, workspace: WorkspaceId) -> bool {
        self.workspace_id == workspace.to_string()
    }
}

/// Checkpoints that were written to a file.
#[derive(Serialize)]
pub(crate) struct ExportedCheckpoints {
    pub(crate) file: String,
    pub(crate) checkpoints: u64,
}

impl Shape for ExportedCheckpoints {
    fn blocks(&self) -> Vec<Block> {
        let noun = if self.checkpoints == 1 { "checkpoint" } else { "checkpoints" };
        vec![Block::Line(format!("{} {noun} written to {}.", self.checkpoints, self.file))]
    }
}

/// A broken chain, and where it first breaks.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrokenShape {
    workspace_id: String,
    subject: SubjectShape,
    sequence: u64,
    reason: String,
}

impl BrokenShape {
    pub(crate) fn new(workspace: WorkspaceId, BrokenChain { subject, sequence, why }: BrokenChain) -> Self {
        Self { workspace_id: workspace.to_string(), subject: subject.into(), sequence, reason: why }
    }
}

impl Shape for Verification {
    fn blocks(&self) -> Vec<Block> {
        let summary = format!(
            "{} events in {} chains checked, {} broken.",
            self.events,
            self.chains,
            self.broken.len()
        );
        let checked = format!(
            "{} checkpoints and {} kept ones checked, {} broken.",
            self.checkpoints,
            self.kept,
            self.broken_checkpoints.len()
        );
        let row = |one: &BrokenShape| {
            vec![one.workspace_id.clone(), one.subject.words(), one.sequence.to_string(), one.reason.clone()]
        };
        let broken = (!self.broken.is_empty()).then(|| Block::Table {
            head: &["WORKSPACE", "BROKEN CHAIN", "AT NO", "WHY"],
            rows: self.broken.iter().map(row).collect(),
            none: "",
        });
        let row = |one: &BrokenCheckpointShape| {
            vec![one.workspace_id.clone(), one.number.to_string(), one.reason.clone()]
        };
        let broken_checkpoints = (!self.broken_checkpoints.is_empty()).then(|| Block::Table {
            head: &["WORKSPACE", "BROKEN CHECKPOINT", "WHY"],
            rows: self.broken_checkpoints.iter().map(row).collect(),
            none: "",
        });
        let lines = [Block::Line(summary), Block::Line(checked)].map(Some);
        lines.into_iter().chain([broken, broken_checkpoints]).flatten().collect()
    }
}
