use std::path::Path;

use latchstring_domain::id::WorkspaceId;
use latchstring_service::event;
use latchstring_service::event::checkpoint::{self, KeptCheckpoint};

use crate::args::EventVerification;
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::run::input;
use crate::run::session::Session;
use crate::shape::{BrokenCheckpointShape, BrokenShape, Verification};

/// The most bytes of a file of checkpoints: a line an hour for more than a hundred years.
const MAX: u64 = 1024 * 1024 * 1024;

pub(super) async fn run(session: &Session, wish: EventVerification) -> Result<Answer, Problem> {
    let mut kept = Vec::new();
    for path in &wish.checkpoints {
        kept.extend(read(path)?);
    }
    let mut found = Verification::default();
    let mut named = Vec::new();
    let mut known: Vec<WorkspaceId> = Vec::new();
    for workspace in session.workspaces().await? {
        known.push(workspace.id);
        let caller = session.caller_in(workspace.id);
        let report = event::verify(&session.ls, &caller).await?;
        found.chains = found.chains.saturating_add(report.chains);
        found.events = found.events.saturating_add(report.events);
        for chain in report.broken {
            named.push(format!("\n  {chain}"));
            found.broken.push(BrokenShape::new(workspace.id, chain));
        }
        let report = checkpoint::verify(&session.ls, &caller, &kept).await?;
        found.checkpoints = found.checkpoints.saturating_add(report.checkpoints);
        found.kept = found.kept.saturating_add(report.kept);
        for broken in report.broken {
            named.push(format!("\n  {broken}"));
            found.broken_checkpoints.push(BrokenCheckpointShape::new(workspace.id, broken));
        }
    }
    for one in kept.iter().filter(|one| !known.contains(&one.statement.workspace_id)) {
        let id = one.statement.workspace_id;
        if session.is_chosen() || found.broken_checkpoints.iter().any(|broken| broken.is_of(id)) {
            continue;
        }
        let why = "the database has no such workspace".to_owned();
        let broken = checkpoint::BrokenCheckpoint { number: one.statement.number, why };
        named.push(format!("\n  workspace {id}, {broken}"));
        found.broken_checkpoints.push(BrokenCheckpointShape::new(id, broken));
    }
    let verdict = (!named.is_empty()).then(|| {
        let said = "the event log is not whole; keep this database as evidence and restore from a backup that verifies";
        Problem::new(Exit::Broken, format!("{said}:{}", named.concat()))
    });
    Ok(Answer::new(&found)?.judged(verdict))
}

fn read(path: &Path) -> Result<Vec<KeptCheckpoint>, Problem> {
    let (name, bytes) = (input::name(path), input::file(path, MAX)?);
    let text = String::from_utf8(bytes).map_err(|_| Problem::usage(format!("{name} is not UTF-8")))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            KeptCheckpoint::read(line).map_err(|error| {
                Problem::usage(format!("line {} of {name} is no checkpoint: {error}", at + 1))
            })
        })
        .collect()
}
