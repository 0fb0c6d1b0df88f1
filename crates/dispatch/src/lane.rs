use std::collections::{HashMap, HashSet};
use std::time::Duration;

use latchstring_service::Latchstring;
use latchstring_service::outbox::{self, Claim, Lane, QueueId};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::options::DispatchOptions;
use crate::waker::Waker;
use crate::work::{Means, work};

/// The shortest rest between two looks. Something may be due already that another worker is about to take; this keeps
/// the loop from spinning meanwhile.
const SHORTEST_REST: Duration = Duration::from_millis(20);

/// The shortest rest while some queues have as much in hand as they may: what is due may be theirs.
const REST_BESIDE_FULL_QUEUES: Duration = Duration::from_millis(500);

/// How much of a lane may be in hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// How many entries at the same time.
    pub(crate) hands: usize,
    /// How many of one queue.
    pub(crate) per_queue: usize,
    /// How many of one that was slow the last time.
    pub(crate) per_slow_queue: usize,
}

impl Room {
    /// Turns alone keep queues apart: of several that have work none may take all hands, and a single one may.
    pub(crate) fn in_turns(hands: usize) -> Self {
        let hands = hands.max(1);
        Self { hands, per_queue: hands, per_slow_queue: hands }
    }
}

/// The loop over one lane of the outbox.
pub(crate) struct LaneLoop {
    pub(crate) ls: Latchstring,
    pub(crate) means: Means,
    pub(crate) options: DispatchOptions,
    pub(crate) lane: Lane,
    pub(crate) room: Room,
    pub(crate) waker: Waker,
}

/// What is in hand.
#[derive(Default)]
struct Hands {
    tasks: JoinSet<Duration>,
    queues: HashMap<Id, QueueId>,
    counts: HashMap<QueueId, usize>,
    slow: HashSet<QueueId>,
    last: Option<QueueId>,
}

impl Hands {
    /// The queues of which nothing more may be taken in hand.
    fn full(&self, room: Room) -> Vec<QueueId> {
        let may = |queue| if self.slow.contains(queue) { room.per_slow_queue } else { room.per_queue };
        let full = self.counts.iter().filter(|(queue, count)| **count >= may(queue));
        full.map(|(queue, _)| *queue).collect()
    }

    async fn next(&mut self) {
        let (task, took) = match self.tasks.join_next_with_id().await {
            Some(Ok((task, took))) => (task, Some(took)),
            Some(Err(lost)) => (lost.id(), None),
            None => return,
        };
        let Some(queue) = self.queues.remove(&task) else { return };
        if let Some(count) = self.counts.get_mut(&queue) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.counts.remove(&queue);
            }
        }
        match took {
            Some(took) if took < SLOW => self.slow.remove(&queue),
            _ => self.slow.insert(queue),
        };
    }
}

/// From how long on work counts as slow.
const SLOW: Duration = Duration::from_secs(5);

impl LaneLoop {
    /// Works until `stop` is cancelled, then ends what is in hand and returns.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let mut hands = Hands::default();
        while !stop.is_cancelled() {
            let free = self.room.hands.max(1).saturating_sub(hands.tasks.len());
            let pause = if free == 0 { None } else { Some(self.take(&mut hands, free).await) };
            tokio::select! {
                () = stop.cancelled() => {}
                () = hands.next(), if !hands.tasks.is_empty() => {}
                () = self.waker.rung(self.lane) => {}
                () = rest(pause) => {}
            }
        }
        while hands.tasks.join_next().await.is_some() {}
    }

    /// Claims as much as there are free hands for, and says how long there will be nothing more to claim.
    ///
    /// Only what can be begun at once is claimed, so that a lease runs out only on work that hangs.
    async fn take(&self, hands: &mut Hands, free: usize) -> Duration {
        let limit = u32::try_from(free).unwrap_or(u32::MAX);
        let except = hands.full(self.room);
        let beside_full_queues = !except.is_empty();
        let claim = Claim {
            except,
            per_queue: u32::try_from(self.room.per_queue).unwrap_or(u32::MAX),
            after: hands.last,
            ..Claim::of(self.lane, self.ls.now(), self.options.lease, limit)
        };
        let claimed = match outbox::claim_turn(&self.ls, claim).await {
            Ok(claimed) => claimed,
            Err(failure) => {
                tracing::warn!(
                    error = &failure as &dyn std::error::Error,
                    "the outbox cannot be claimed from"
                );
                return self.options.poll_at_most;
            }
        };
        let took_all = claimed.len() == free;
        for entry in claimed {
            let queue = entry.entry.queue();
            let task = hands.tasks.spawn(work(self.ls.clone(), self.means.clone(), self.options, entry));
            hands.queues.insert(task.id(), queue);
            *hands.counts.entry(queue).or_default() += 1;
            hands.last = Some(queue);
        }
        match (took_all, beside_full_queues) {
            (true, _) => self.options.poll_at_most,
            (false, true) => self.until_due().await.max(REST_BESIDE_FULL_QUEUES),
            (false, false) => self.until_due().await,
        }
    }

    async fn until_due(&self) -> Duration {
        match outbox::next_due(&self.ls, self.lane).await {
            Ok(Some(due)) => due.since(self.ls.now()).min(self.options.poll_at_most),
            Ok(None) => self.options.poll_at_most,
            Err(failure) => {
                tracing::warn!(error = &failure as &dyn std::error::Error, "the outbox cannot be looked at");
                self.options.poll_at_most
            }
        }
    }
}

/// Waits so long; for ever when there is no free hand, because then only a hand that becomes free matters.
async fn rest(pause: Option<Duration>) {
    match pause {
        Some(pause) => tokio::time::sleep(pause.max(SHORTEST_REST)).await,
        None => std::future::pending().await,
    }
}
