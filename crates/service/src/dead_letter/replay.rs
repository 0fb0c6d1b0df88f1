use std::collections::BTreeMap;
use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::EndpointId;
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint, ParkedFilter};
use uuid::Uuid;

use super::list::{find, read};
use super::model::DeadLetter;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::webhook::sent_again;
use crate::{Caller, Failure, Latchstring};

/// How many dead letters one call begins anew, at most.
const AT_ONCE: u32 = 250;

/// How often a workspace may ask for that in a minute.
const ASKED: u32 = 60;
const SPAN: Duration = Duration::from_secs(60);

/// What is to be begun anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// This one.
    One(Uuid),
    /// All of a kind, and of a time if one is said.
    All {
        /// Only those of this kind.
        kind: Option<DeadLetterKind>,
        /// Only those that were given up then or later.
        from: Option<Timestamp>,
        /// Only those that were given up before then.
        until: Option<Timestamp>,
    },
}

/// What is begun anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed {
    /// How many dead letters.
    pub count: usize,
    /// How many were passed over, because the endpoint of the webhook is disabled.
    pub passed_over: usize,
    /// Whether there is more, because one call begins a bounded number. What was passed over does not count.
    pub more: bool,
}

/// Why nothing was begun anew.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The endpoint that the webhook goes to is disabled.
    #[error("the endpoint is disabled")]
    Disabled,
    /// The time ends before it begins.
    #[error("the time ends before it begins")]
    EmptyRange,
    /// Too many were asked for in a short while.
    #[error("too many replays; try again in a minute")]
    TooMany,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Begins dead letters anew, as if they had never been tried: work as it was promised, webhooks with the same bytes under the same
/// ids. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`ReplayError`].
pub async fn replay(ls: &Latchstring, caller: &Caller, wish: Replay) -> Result<Replayed, ReplayError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    if let Replay::All { from: Some(from), until: Some(until), .. } = wish
        && from >= until
    {
        return Err(ReplayError::EmptyRange);
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let (letters, replayed) = chosen(ls, caller, wish).await?;
        if replayed.count == 0 {
            return Ok(replayed);
        }
        let count = i64::try_from(replayed.count).unwrap_or(i64::MAX);
        let mut data = EventData::none().with("count", count);
        if let [one] = letters.as_slice() {
            data = data.with("deadLetterId", one.id().to_string());
        }
        let mut set = ChangeSet::new().with(asked(ls, caller, now));
        begun_anew(ls, letters, now).into_iter().for_each(|change| set.push(change));
        set.push(chain.append(ls, &By::caller(caller, now), EventKind::DeadLettersReplayed, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(replayed),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(ReplayError::TooMany),
            Commit::Conflict(_) => return Err(Failure::Defect("beginning anew was refused").into()),
        }
    }
}

fn asked(ls: &Latchstring, caller: &Caller, now: Timestamp) -> Change {
    let key =
        Digest::new(tally::key(ls.keyring(), "dead-letter-replay", &[&caller.workspace_id().to_bytes()]));
    Change::Tally { key, limit: ASKED, at: now, until: now.saturating_add(SPAN) }
}

async fn chosen(
    ls: &Latchstring,
    caller: &Caller,
    wish: Replay,
) -> Result<(Vec<DeadLetter>, Replayed), ReplayError> {
    let (kind, from, until) = match wish {
        Replay::One(id) => {
            let letter = find(ls, caller, id).await?;
            if !can_go(ls, &letter, &mut BTreeMap::new()).await? {
                return Err(ReplayError::Disabled);
            }
            return Ok((vec![letter], Replayed { count: 1, passed_over: 0, more: false }));
        }
        Replay::All { kind, from, until } => (kind, from, until),
    };
    let filter = ParkedFilter { workspace: Some(caller.workspace_id()), from, until };
    let at_once = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    let (mut letters, mut passed_over, mut more, mut after) = (Vec::new(), 0_usize, false, None);
    let mut enabled = BTreeMap::new();
    'pages: loop {
        let page = read(ls, kind, &filter, after, AT_ONCE).await?;
        let is_last = page.len() < at_once;
        for letter in page {
            after = Some(letter.id());
            if !can_go(ls, &letter, &mut enabled).await? {
                passed_over = passed_over.saturating_add(1);
            } else if letters.len() == at_once {
                more = true;
                break 'pages;
            } else {
                letters.push(letter);
            }
        }
        if is_last {
            break;
        }
    }
    let replayed = Replayed { count: letters.len(), passed_over, more };
    Ok((letters, replayed))
}

/// Whether it would not come to nothing at once: a webhook whose endpoint is disabled would.
async fn can_go(
    ls: &Latchstring,
    letter: &DeadLetter,
    enabled: &mut BTreeMap<EndpointId, bool>,
) -> Result<bool, Failure> {
    let DeadLetter::Webhook(delivery) = letter else { return Ok(true) };
    if let Some(known) = enabled.get(&delivery.endpoint_id) {
        return Ok(*known);
    }
    let endpoint = ls.store().endpoint(delivery.endpoint_id).await?;
    let is_enabled = endpoint.is_some_and(|endpoint| endpoint.is_enabled());
    enabled.insert(delivery.endpoint_id, is_enabled);
    Ok(is_enabled)
}

/// The changes: webhooks go in the order of what they tell of.
fn begun_anew(ls: &Latchstring, letters: Vec<DeadLetter>, now: Timestamp) -> Vec<Change> {
    let (mut changes, mut deliveries) = (Vec::new(), Vec::new());
    for letter in letters {
        match letter {
            DeadLetter::Work(parked) => changes.push(Change::Requeue { id: parked.entry.id, at: now }),
            DeadLetter::Webhook(delivery) => {
                deliveries.extend(delivery.replay(now).map(|again| (again, false)));
            }
        }
    }
    deliveries.sort_by_key(|(delivery, _)| (delivery.occurred_at, delivery.id));
    changes.extend(sent_again(ls, deliveries, now));
    changes
}
