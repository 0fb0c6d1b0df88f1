use std::time::Duration;

use latchstring_email::Mailer;
use latchstring_service::{Latchstring, outbox};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::options::DispatchOptions;
use crate::waker::Waker;
use crate::work::work;

/// The shortest rest between two looks. Something may be due already that another worker is about to take; this keeps
/// the loop from spinning meanwhile.
const SHORTEST_REST: Duration = Duration::from_millis(20);

/// The background loop over the outbox: claims what is due, does it, and sees to what fails.
///
/// Any number of them may run over one database, in one process or in many.
pub struct Dispatcher {
    ls: Latchstring,
    options: DispatchOptions,
    mailer: Option<Mailer>,
    waker: Waker,
}

impl Dispatcher {
    /// A loop over this deployment's outbox. It does nothing until it is run.
    #[must_use]
    pub fn new(ls: Latchstring, options: DispatchOptions) -> Self {
        Self { ls, options, mailer: None, waker: Waker::default() }
    }

    /// The same, with a way to send mail.
    #[must_use]
    pub fn with_mailer(self, mailer: Mailer) -> Self {
        Self { mailer: Some(mailer), ..self }
    }

    /// The same, rung by this waker, which use cases of this process may have as their bell.
    #[must_use]
    pub fn with_waker(self, waker: Waker) -> Self {
        Self { waker, ..self }
    }

    /// Works until `stop` is cancelled, then ends what is in hand and returns. What is not in hand stays for whoever
    /// comes next.
    pub async fn run(self, stop: CancellationToken) {
        let mut hands: JoinSet<()> = JoinSet::new();
        let mut next_sweep = Instant::now();
        while !stop.is_cancelled() {
            let free = self.options.workers.max(1).saturating_sub(hands.len());
            let pause = if free == 0 { None } else { Some(self.take(&mut hands, free).await) };
            tokio::select! {
                () = stop.cancelled() => {}
                _ = hands.join_next(), if !hands.is_empty() => {}
                () = self.waker.rung() => {}
                () = sleep_until(next_sweep), if free > 0 => {
                    next_sweep = Instant::now() + self.options.sweep_every;
                    hands.spawn(sweep(self.ls.clone(), self.options.time_limit));
                }
                () = rest(pause) => {}
            }
        }
        while hands.join_next().await.is_some() {}
    }

    /// Claims as much as there are free hands for, and says how long there will be nothing more to claim.
    ///
    /// Only what can be begun at once is claimed, so that a lease runs out only on work that hangs.
    async fn take(&self, hands: &mut JoinSet<()>, free: usize) -> Duration {
        let limit = u32::try_from(free).unwrap_or(u32::MAX);
        let claimed = match outbox::claim(&self.ls, self.options.lease, limit).await {
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
            hands.spawn(work(self.ls.clone(), self.mailer.clone(), self.options, entry));
        }
        if took_all { self.options.poll_at_most } else { self.until_due().await }
    }

    async fn until_due(&self) -> Duration {
        match outbox::next_due(&self.ls).await {
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

async fn sweep(ls: Latchstring, time_limit: Duration) {
    match tokio::time::timeout(time_limit, outbox::sweep(&ls)).await {
        Ok(Ok(())) => {}
        Ok(Err(failure)) => {
            tracing::warn!(error = &failure as &dyn std::error::Error, "old marks were not swept");
        }
        Err(_) => tracing::warn!("old marks were not swept in time"),
    }
}
