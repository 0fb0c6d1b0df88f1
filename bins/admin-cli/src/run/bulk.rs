//! Invitations out of a file.

use std::path::Path;

use latchstring_domain::bulk::Bulk;
use latchstring_domain::id::BulkId;
use latchstring_domain::idempotency::IdempotencyKey;
use latchstring_http_api::{BulkPlaces, BulkRows, MAX_BULK_BYTES};
use latchstring_service::bulk::{self, Asked, BulkReport};
use latchstring_service::once::{self, Begun, KeyedRequest, Settled};
use latchstring_service::{Caller, Latchstring};

use super::input;
use super::session::Session;
use crate::args::ImportedRows;
use crate::output::{Answer, Progress};
use crate::problem::{Exit, Problem, not_imported};
use crate::shape::ImportedShape;

pub(super) async fn import(session: &Session, arguments: ImportedRows) -> Result<Answer, Problem> {
    let ImportedRows { file, dry_run, key } = arguments;
    let caller = session.caller().await?;
    let max = u64::try_from(MAX_BULK_BYTES).unwrap_or(u64::MAX);
    let bytes = input::file(&file, max)?;
    if dry_run {
        let Rows { asked, places } = Rows::read(&file, &bytes)?;
        let foreseen = bulk::ask(&session.ls, &caller, asked, true).await;
        let BulkReport { bulk, rows } =
            foreseen.map_err(|error| not_imported(&file, &places.refused(error)))?;
        return Answer::new(&ImportedShape::foreseen(&bulk, &rows));
    }
    let id = match key {
        None => taken(&session.ls, &caller, &file, &bytes).await?.id,
        Some(key) => taken_once(&session.ls, &caller, &key, &file, &bytes).await?,
    };
    let bulk = made(session, &caller, id).await?;
    let rows = rows(session, &caller, id).await?;
    let failed = bulk.counts.failed;
    let verdict = (failed > 0).then(|| {
        let said = format!("{failed} of {} rows could not be made; they are listed as FAILED", bulk.total);
        Problem::new(Exit::Refused, said)
    });
    Ok(Answer::new(&ImportedShape::made(&bulk, &rows))?.judged(verdict))
}

struct Rows {
    asked: Vec<Asked>,
    places: BulkPlaces,
}

impl Rows {
    fn read(file: &Path, bytes: &[u8]) -> Result<Self, Problem> {
        let (asked, places) =
            BulkRows::of_file(bytes).map_err(|problem| not_imported(file, &problem))?.split();
        Ok(Self { asked, places })
    }
}

async fn taken(ls: &Latchstring, caller: &Caller, file: &Path, bytes: &[u8]) -> Result<Bulk, Problem> {
    let Rows { asked, places } = Rows::read(file, bytes)?;
    let report = bulk::ask(ls, caller, asked, false).await;
    Ok(report.map_err(|error| not_imported(file, &places.refused(error)))?.bulk)
}

/// The bulk that the file was taken as, now or the first time that it came under this key.
async fn taken_once(
    ls: &Latchstring,
    caller: &Caller,
    key: &IdempotencyKey,
    file: &Path,
    bytes: &[u8],
) -> Result<BulkId, Problem> {
    let request = KeyedRequest::new(caller, key, &[b"admin-cli invitation import", bytes]);
    let mut keeping = match once::begin(ls, request).await? {
        Begun::New(keeping) => keeping,
        Begun::Answered(answer) => return known(&answer),
        Begun::Another => return Err(another(key)),
    };
    loop {
        let id = taken(&keeping.acting(ls), caller, file, bytes).await?.id;
        match keeping.settle(ls, id.to_string().as_bytes()).await? {
            Settled::Done => return Ok(id),
            Settled::Again(again) => keeping = again,
            Settled::Answered(answer) => return known(&answer),
            Settled::Another => return Err(another(key)),
        }
    }
}

fn known(answer: &[u8]) -> Result<BulkId, Problem> {
    let id = std::str::from_utf8(answer).ok().and_then(|text| text.parse().ok());
    id.ok_or_else(Problem::defect)
}

fn another(key: &IdempotencyKey) -> Problem {
    let said =
        format!("--key: another file was imported as {:?} within a day; nothing was made", key.as_str());
    Problem::new(Exit::Refused, said)
}

/// Makes what is still to be made, beside whatever server is at it too, and shows how far it is.
async fn made(session: &Session, caller: &Caller, id: BulkId) -> Result<Bulk, Problem> {
    let mut bulk = bulk::progress(&session.ls, caller, id).await?;
    let mut progress = Progress::new(bulk.total);
    while bulk.finished_at.is_none() {
        bulk = bulk::advance(&session.ls, caller, id).await?;
        progress.at(bulk.settled_from_the_front());
    }
    progress.done();
    Ok(bulk)
}

async fn rows(session: &Session, caller: &Caller, id: BulkId) -> Result<Vec<bulk::BulkRowView>, Problem> {
    let (mut rows, mut next) = (Vec::new(), Some(0));
    while let Some(from) = next {
        let view = bulk::get(&session.ls, caller, id, from).await?;
        rows.extend(view.rows);
        next = view.next_row;
    }
    Ok(rows)
}
