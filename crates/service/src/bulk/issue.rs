use latchstring_domain::bulk::{Bulk, BulkBatch, BulkFailure, BulkRowState, BulkWish, Twin};
use latchstring_domain::company::Company;
use latchstring_domain::event::Origin;
use latchstring_domain::id::BulkId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{BulkChange, Change};

use super::ask::promise;
use super::twins::{Sought, Twins};
use crate::invitation::{IssueError, issue_draft};
use crate::record::By;
use crate::{Failure, Latchstring, Thing};

/// The changes that make the next batch of a bulk, count it, and promise the batch after it; none when all are made.
///
/// What could be made when it was asked for is decided anew: a company may be gone since, and somebody else may have made
/// such an invitation.
pub(crate) async fn issue_next(ls: &Latchstring, id: BulkId) -> Result<Vec<Change>, Failure> {
    let Some(bulk) = ls.store().bulk(id).await? else { return Ok(Vec::new()) };
    let Some((next, mut changes)) = settle_next(ls, bulk).await? else { return Ok(Vec::new()) };
    if next.finished_at.is_none() {
        changes.push(promise(ls, &next, ls.now()));
    }
    Ok(changes)
}

/// The bulk with its next batch settled, and the changes that settle it; `None` when all are.
pub(super) async fn settle_next(
    ls: &Latchstring,
    bulk: Bulk,
) -> Result<Option<(Bulk, Vec<Change>)>, Failure> {
    let batch = ls.store().bulk_batches(bulk.id, bulk.next_batch, 1).await?.pop();
    let Some(batch) = batch.filter(|_| bulk.finished_at.is_none()) else { return Ok(None) };
    let workspace = ls.store().workspace(bulk.workspace_id).await?;
    let workspace = workspace.ok_or(Failure::NotFound(Thing::Workspace))?;
    let by = By {
        workspace_id: bulk.workspace_id,
        actor: bulk.created_by.clone(),
        origin: Origin::default(),
        now: ls.now(),
        automated: false,
    };
    let mut making = Making::load(ls, &workspace, &by, &batch).await?;
    let mut counts = bulk.counts;
    let mut settled = batch;
    for row in &mut settled.rows {
        if let BulkRowState::Waiting(wish) = &row.state {
            row.state = making.make(wish)?;
            counts.count(&row.state);
        }
    }
    let mut changes = making.changes;
    let finished_at = (counts.settled() == bulk.total).then_some(by.now);
    let next = Bulk {
        counts,
        next_batch: bulk.next_batch.saturating_add(1),
        finished_at,
        version: bulk.version.next(),
        ..bulk
    };
    changes.insert(0, Change::Bulk(BulkChange::Settle(next.clone(), settled)));
    Ok(Some((next, changes)))
}

/// The rows of a batch being made.
struct Making<'a> {
    ls: &'a Latchstring,
    workspace: &'a Workspace,
    by: &'a By,
    companies: Vec<Company>,
    twins: Twins,
    changes: Vec<Change>,
}

impl<'a> Making<'a> {
    async fn load(
        ls: &'a Latchstring,
        workspace: &'a Workspace,
        by: &'a By,
        batch: &BulkBatch,
    ) -> Result<Self, Failure> {
        let waiting = || {
            batch.rows.iter().filter_map(|row| match &row.state {
                BulkRowState::Waiting(wish) => Some(wish.as_ref()),
                _ => None,
            })
        };
        let ids: Vec<_> = waiting().map(|wish| wish.company_id).collect();
        let companies = ls.store().companies_by_ids(&ids).await?;
        let sought: Vec<_> = waiting().map(Sought::by).collect();
        let twins = Twins::load(ls, workspace.id, &sought, by.now).await?;
        Ok(Self { ls, workspace, by, companies, twins, changes: Vec::new() })
    }

    fn make(&mut self, wish: &BulkWish) -> Result<BulkRowState, Failure> {
        if let Some(id) = self.twins.live(&Sought::by(wish)) {
            return Ok(BulkRowState::Duplicate(Twin::Invitation(id)));
        }
        let company = self.companies.iter().find(|company| company.id == wish.company_id);
        let Some(company) = company else { return Ok(BulkRowState::Failed(BulkFailure::CompanyGone)) };
        let draft = wish.draft.clone();
        let issued = issue_draft(self.ls, self.by, self.workspace, company, wish.id, draft, wish.send_email);
        match issued {
            Ok(issued) => {
                self.changes.extend(issued.set.into_changes());
                Ok(BulkRowState::Created(wish.id))
            }
            Err(IssueError::Failed(failure)) => Err(failure),
            Err(
                IssueError::Draft(_) | IssueError::Mail(_) | IssueError::Return(..) | IssueError::Embed(_),
            ) => Ok(BulkRowState::Failed(BulkFailure::NotAllowed)),
        }
    }
}
