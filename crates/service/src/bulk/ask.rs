use latchstring_domain::api_key::Scope;
use latchstring_domain::bulk::{BATCH, Bulk, BulkBatch, BulkCounts, BulkRow, BulkRowState, BulkWish};
use latchstring_domain::id::{BulkId, InvitationId, OutboxId};
use latchstring_domain::invitation::{InvitationDraft, Purpose};
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::{Timestamp, Version};
use latchstring_storage::{BulkChange, Change, ChangeSet};

use super::check::Known;
use super::logos::dress;
use super::twins::{Sought, Twins};
use crate::attempts::{Attempts, Commit};
use crate::invitation::{CreateContributor, CreateContributorError, may_look_so, workspace_of};
use crate::{Caller, Failure, Latchstring};

/// The most logos that rows may name.
pub const MAX_LOGOS: usize = 5;
/// How many batches are written down in one commit: five hundred rows, which hold the one writer of SQLite for a few
/// milliseconds.
const BATCHES_AT_ONCE: usize = 25;

/// The most mistakes that are told of at once.
const MAX_REFUSED: usize = 100;

/// One row of what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The line of the file that it began on, from one, if there is a file.
    pub line: Option<u32>,
    /// The invitation.
    pub wish: CreateContributor,
}

/// A row that cannot be made into an invitation.
#[derive(Debug)]
pub struct Refused {
    /// Its place, from zero.
    pub row: usize,
    /// Why.
    pub error: CreateContributorError,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BulkError {
    /// Some rows cannot be made: the first hundred of them, in order.
    #[error("some rows cannot be made")]
    Rows(Vec<Refused>),
    /// The row at this place names one logo more than is fetched for one request.
    #[error("is one address more than the {MAX_LOGOS} that are fetched for one request")]
    TooManyLogos(usize),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What will become of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkReport {
    /// The bulk as it is under way; in a dry run, as it would be.
    pub bulk: Bulk,
    /// Its rows, in order.
    pub rows: Vec<BulkRow>,
}

/// Checks all rows and, unless it is a dry run, takes them to be made into invitations, all or none. Rows of which there is
/// one already are passed over. Needs the scope `invitations:write`, and `workspace:manage` for rows that look otherwise than the
/// workspace.
///
/// # Errors
/// [`BulkError`]; then nothing is made.
pub async fn ask(
    ls: &Latchstring,
    caller: &Caller,
    mut asked: Vec<Asked>,
    dry_run: bool,
) -> Result<BulkReport, BulkError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let otherwise = asked.iter().any(|asked| asked.wish.terms.looks_otherwise());
    may_look_so(ls, caller, otherwise).await?;
    let workspace = workspace_of(ls, caller).await?;
    let known = Known::load(ls, caller, &asked).await?;
    let now = ls.now();
    let checked = asked.iter().enumerate().filter_map(|(row, asked)| {
        let error = known.check(ls, &workspace, &asked.wish, now).err()?;
        Some(Refused { row, error })
    });
    let refused: Vec<_> = checked.take(MAX_REFUSED).collect();
    if !refused.is_empty() {
        return Err(BulkError::Rows(refused));
    }
    let logos = dress(ls, caller, &mut asked).await?;
    let rows = rows(ls, caller, asked, now).await?;
    let report = report(ls, caller, rows, now)?;
    if !dry_run {
        keep(ls, &report, logos).await?;
    }
    Ok(report)
}

/// The rows as they stand: to be made, or not because there is one already.
async fn rows(
    ls: &Latchstring,
    caller: &Caller,
    asked: Vec<Asked>,
    now: Timestamp,
) -> Result<Vec<BulkRow>, Failure> {
    let wishes: Vec<_> = asked
        .into_iter()
        .map(|Asked { line, wish }| (line, wished(InvitationId::generate(now, &mut *ls.rng()), wish)))
        .collect();
    let sought: Vec<_> = wishes.iter().map(|(_, wish)| Sought::by(wish)).collect();
    let mut twins = Twins::load(ls, caller.workspace_id(), &sought, now).await?;
    let mut rows = Vec::with_capacity(wishes.len());
    for (place, ((line, wish), sought)) in (0..).zip(wishes.into_iter().zip(&sought)) {
        let twin = twins.of(sought);
        if twin.is_none() {
            twins.add(place, &wish);
        }
        let state = twin.map_or_else(|| BulkRowState::Waiting(Box::new(wish)), BulkRowState::Duplicate);
        rows.push(BulkRow { line, state });
    }
    Ok(rows)
}

fn wished(id: InvitationId, wish: CreateContributor) -> BulkWish {
    let CreateContributor { company_id, prefill, locks, allowed_providers, terms } = wish;
    let draft = InvitationDraft {
        purpose: Purpose::CreateConnection { prefill, locks },
        allowed: terms.allowed,
        allowed_providers,
        lifetime: terms.lifetime,
        max_uses: terms.max_uses,
        portal: None,
        presentation: terms.presentation,
        metadata: terms.metadata,
        external_id: terms.external_id,
    };
    BulkWish { id, company_id, draft, send_email: terms.send_email }
}

fn report(
    ls: &Latchstring,
    caller: &Caller,
    rows: Vec<BulkRow>,
    now: Timestamp,
) -> Result<BulkReport, Failure> {
    let mut counts = BulkCounts::default();
    rows.iter().for_each(|row| counts.count(&row.state));
    let total = u32::try_from(rows.len()).map_err(|_| Failure::Defect("more rows than are taken"))?;
    let bulk = Bulk {
        id: BulkId::generate(now, &mut *ls.rng()),
        workspace_id: caller.workspace_id(),
        created_by: caller.actor().clone(),
        created_at: now,
        total,
        counts,
        next_batch: 0,
        finished_at: (counts.settled() == total).then_some(now),
        version: Version::FIRST,
    };
    Ok(BulkReport { bulk, rows })
}

/// Takes the rows, and promises the work of making them. The commit that takes them is the last of those that write them
/// down: whatever ends before it has taken nothing, and leaves nothing that anybody finds.
async fn keep(
    ls: &Latchstring,
    BulkReport { bulk, rows }: &BulkReport,
    logos: Vec<Change>,
) -> Result<(), Failure> {
    let size = usize::try_from(BATCH).unwrap_or(usize::MAX);
    let mut batches = (0..).zip(rows.chunks(size)).map(|(number, rows)| BulkBatch {
        bulk_id: bulk.id,
        number,
        rows: rows.to_vec(),
    });
    let mut some = || batches.by_ref().take(BATCHES_AT_ONCE).collect::<Vec<_>>();
    let mut writing = BulkChange::Stage(bulk.clone(), some());
    loop {
        let more = some();
        if more.is_empty() {
            break;
        }
        // Not held back with the rest: what is not taken in the end was never there.
        let earlier = std::mem::replace(&mut writing, BulkChange::Add(bulk.id, more));
        commit(&ls.at_once(), ChangeSet::new().with(Change::Bulk(earlier))).await?;
    }
    let set = logos.into_iter().fold(ChangeSet::new(), ChangeSet::with);
    let mut set = set.with(Change::Bulk(writing)).with(Change::Bulk(BulkChange::Take(bulk.id)));
    if bulk.finished_at.is_none() {
        set.push(promise(ls, bulk, bulk.created_at));
    }
    commit(ls, set).await
}

async fn commit(ls: &Latchstring, set: ChangeSet) -> Result<(), Failure> {
    match Attempts::new(ls).commit(set).await? {
        Commit::Done => Ok(()),
        Commit::Stale | Commit::Conflict(_) => Err(Failure::Defect("a new bulk was refused")),
    }
}

/// The promise to make the next batch.
pub(super) fn promise(ls: &Latchstring, bulk: &Bulk, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: bulk.workspace_id,
        task: Task::IssueBulk(bulk.id),
        run_at: now,
        created_at: now,
    })
}
