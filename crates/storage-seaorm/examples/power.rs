//! Writes to a SQLite file until it is stopped, says what it was promised, and checks later whether that was kept.
//! `tests/end_to_end/power.rs` pulls the plug.
//!
//! `power migrate FILE` makes the file. `power write FILE SETS` commits so many sets on each of four chains of events side by side, and prints
//! a line for each that was acknowledged; with `normal` under the setting of SQLite that promises less. `power check FILE` reads such lines and fails at the first promise that was broken.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::event::{EventData, Subject};
use latchstring_domain::id::{InvitationId, WorkspaceId};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, ChangeSet, InvitationFilter, MAX_LIMIT, Slice, Store};
use latchstring_storage_seaorm::{SeaOrmStore, SqliteOptions, Synchronous};
use latchstring_storage_testing::fixture::{Maker, World};
use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};
use tokio::task::JoinSet;
use uuid::Uuid;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const CHAINS: u128 = 4;

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["migrate", file] => open(Path::new(file), Synchronous::Full).await.map(drop),
        ["write", file, sets] => write(Path::new(file), sets.parse()?, Synchronous::Full).await,
        ["write", file, sets, "normal"] => write(Path::new(file), sets.parse()?, Synchronous::Normal).await,
        ["check", file] => check(Path::new(file)).await,
        _ => Err("power migrate FILE | write FILE SETS [normal] | check FILE".into()),
    }
}

async fn open(file: &Path, synchronous: Synchronous) -> Outcome<Arc<dyn Store>> {
    let options = SqliteOptions { synchronous, ..SqliteOptions::default() };
    let store = SeaOrmStore::connect_sqlite(file, options).await?;
    store.migrate().await?;
    let store: Arc<dyn Store> = Arc::new(store);
    if store.workspaces().await?.is_empty() {
        World::seed(&store).await;
    }
    Ok(store)
}

/// A chain is about an invitation that need not be there.
fn chain(number: u128) -> Subject {
    Subject::Invitation(InvitationId::from_uuid(Uuid::from_u128(number)))
}

/// The id of what a set makes.
fn made(number: u128, sequence: u64) -> InvitationId {
    InvitationId::from_uuid(Uuid::from_u128((number << 64) | u128::from(sequence) | 1 << 120))
}

async fn write(file: &Path, sets: u64, synchronous: Synchronous) -> Outcome {
    let store = open(file, synchronous).await?;
    let workspace = store.workspaces().await?.remove(0);
    let company = store.companies(workspace.id, None, Slice::first(1)).await?.remove(0);
    let mut chains = JoinSet::new();
    for number in 0..CHAINS {
        let (store, workspace, company) = (store.clone(), workspace.clone(), company.clone());
        chains.spawn(async move { append(&*store, number, &workspace, &company, sets).await });
    }
    chains.join_all().await.into_iter().collect()
}

async fn append(
    store: &dyn Store,
    number: u128,
    workspace: &Workspace,
    company: &Company,
    sets: u64,
) -> Outcome {
    let mut make = Maker::default();
    for sequence in 1..=sets {
        let mut invitation = make.bare_invitation(company);
        invitation.id = made(number, sequence);
        invitation.token.digest = latchstring_domain::sealed::Digest::new(wide(number, sequence));
        let mut event = make.bare_event(workspace.id, chain(number), sequence);
        event.body.id = latchstring_domain::id::EventId::from_uuid(invitation.id.as_uuid());
        event.body.data = EventData::none().with("made", invitation.id.to_string());
        let mut promise = make.outbox_entry(workspace.id, event.body.occurred_at);
        promise.id = latchstring_domain::id::OutboxId::from_uuid(invitation.id.as_uuid());
        let set = ChangeSet::new()
            .with(Change::CreateInvitation(invitation))
            .with(Change::AppendEvent(event))
            .with(Change::Enqueue(promise));
        store.commit(set).await?;
        // One line in one call, at once: whatever is killed a moment later has said it.
        let mut out = std::io::stdout().lock();
        out.write_all(format!("{number} {sequence}\n").as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

fn wide(number: u128, sequence: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, value) in bytes.iter_mut().zip(number.to_le_bytes().into_iter().chain(sequence.to_le_bytes()))
    {
        *byte = value;
    }
    bytes
}

async fn check(file: &Path) -> Outcome {
    let mut promised: BTreeMap<u128, u64> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (number, sequence) = line.split_once(' ').ok_or("not a line of `write`")?;
        let (number, sequence) = (number.parse()?, sequence.parse::<u64>()?);
        promised.entry(number).and_modify(|last| *last = sequence.max(*last)).or_insert(sequence);
    }
    let store = open(file, Synchronous::Full).await?;
    let workspace = store.workspaces().await?.remove(0);
    let mut there = 0;
    for number in 0..CHAINS {
        let sequence = promised.get(&number).copied().unwrap_or(0);
        there += whole(&*store, number, sequence).await?;
    }
    let found = (invitations(&*store, workspace.id).await?, store.outbox_counts().await?.open);
    if found != (there, there) {
        return Err(format!("{there} events, and (invitations, promises): {found:?}").into());
    }
    sound(file).await?;
    println!("{there} sets are there");
    Ok(())
}

/// How long a chain is: without a gap, with what each event tells of, and no shorter than was promised.
async fn whole(store: &dyn Store, number: u128, promised: u64) -> Outcome<u64> {
    let events = store.events_of(chain(number), 0, MAX_LIMIT).await?;
    let length = u64::try_from(events.len())?;
    if length < promised {
        return Err(format!("chain {number}: {promised} were acknowledged, and {length} are there").into());
    }
    for (event, sequence) in events.iter().zip(1..) {
        if event.sequence != sequence {
            return Err(format!("chain {number} has a gap at {sequence}").into());
        }
        if store.invitation(made(number, sequence)).await?.is_none() {
            return Err(format!("chain {number}: {sequence} has no invitation").into());
        }
    }
    Ok(length)
}

async fn invitations(store: &dyn Store, workspace: WorkspaceId) -> Outcome<u64> {
    let filter = InvitationFilter::all(workspace);
    let (mut count, mut after) = (0, None);
    loop {
        let some = store.invitations(&filter, Slice::After { id: after, limit: MAX_LIMIT }).await?;
        let Some(last) = some.last() else { return Ok(count) };
        after = Some(last.id);
        count += u64::try_from(some.len())?;
    }
}

/// What SQLite says of the file.
async fn sound(file: &Path) -> Outcome {
    let raw = Database::connect(format!("sqlite://{}", file.display())).await?;
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let rows = raw.query_all_raw(Statement::from_string(DbBackend::Sqlite, pragma)).await?;
        let said: Vec<String> = rows.iter().filter_map(|row| row.try_get_by_index(0).ok()).collect();
        if !said.iter().all(|line| line == "ok") {
            return Err(format!("{pragma}: {said:?}").into());
        }
    }
    Ok(())
}
