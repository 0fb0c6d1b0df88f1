use std::path::PathBuf;
use std::time::Duration;

use latchstring_email::Mailer;
use latchstring_service::outbox::Lane;
use latchstring_service::{Failure, Latchstring, retention};
use latchstring_webhooks::Sender;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::checkpoints::CheckpointKeeper;
use crate::lane::{LaneLoop, Room};
use crate::options::DispatchOptions;
use crate::probe::Probe;
use crate::waker::Waker;
use crate::work::Means;

/// The background loop over the outbox: claims what is due, does it, and sees to what fails.
///
/// Any number of them may run over one database, in one process or in many.
pub struct Dispatcher {
    ls: Latchstring,
    options: DispatchOptions,
    means: Means,
    waker: Waker,
    checkpoints: Option<PathBuf>,
}

impl Dispatcher {
    /// A loop over this deployment's outbox. It does nothing until it is run.
    #[must_use]
    pub fn new(ls: Latchstring, options: DispatchOptions) -> Self {
        Self { ls, options, means: Means::default(), waker: Waker::default(), checkpoints: None }
    }

    /// The same, with a way to send mail.
    #[must_use]
    pub fn with_mailer(mut self, mailer: Mailer) -> Self {
        self.means.mailer = Some(mailer);
        self
    }

    /// The same, with a way to send webhooks. Without it they are written and wait for one that has it.
    #[must_use]
    pub fn with_sender(mut self, sender: Sender) -> Self {
        self.means.sender = Some(sender);
        self
    }

    /// The same, which writes the checkpoints of the event log into files of this folder too, one a workspace.
    #[must_use]
    pub fn with_checkpoints_in(self, folder: PathBuf) -> Self {
        Self { checkpoints: Some(folder), ..self }
    }

    /// The same, with a probe that is told how the work goes on.
    #[must_use]
    pub fn with_probe(mut self, probe: Probe) -> Self {
        self.means.probe = probe;
        self
    }

    /// The same, rung by this waker, which use cases of this process may have as their bell.
    #[must_use]
    pub fn with_waker(self, waker: Waker) -> Self {
        Self { waker, ..self }
    }

    /// Works until `stop` is cancelled, then ends what is in hand and returns. What is not in hand stays for whoever
    /// comes next.
    pub async fn run(self, stop: CancellationToken) {
        let DispatchOptions { workers, mailers, senders, per_endpoint, .. } = self.options;
        let work = self.lane(Lane::Work, Room::in_turns(workers));
        // All mail goes by one server, so one queue that is slow says nothing of that queue.
        let mail = self.lane(Lane::Mail, Room::in_turns(mailers));
        let mail = LaneLoop { options: self.options.for_mail(), ..mail };
        // An endpoint that was slow has one hand to try again with, so that those who answer have the others.
        let senders = Room { hands: senders, per_queue: per_endpoint.max(1), per_slow_queue: 1 };
        let webhooks = self.means.sender.is_some().then(|| self.lane(Lane::Webhooks, senders));
        let sending = async {
            if let Some(webhooks) = webhooks {
                webhooks.run(stop.clone()).await;
            }
        };
        let (work, mail) = (work.run(stop.clone()), mail.run(stop.clone()));
        let keeper =
            CheckpointKeeper { ls: self.ls.clone(), options: self.options, folder: self.checkpoints.clone() };
        tokio::join!(work, mail, sending, self.sweep_until(stop.clone()), keeper.run(stop.clone()));
    }

    fn lane(&self, lane: Lane, room: Room) -> LaneLoop {
        LaneLoop {
            ls: self.ls.clone(),
            means: self.means.clone(),
            options: self.options,
            lane,
            room,
            waker: self.waker.clone(),
        }
    }

    async fn sweep_until(&self, stop: CancellationToken) {
        let mut next = Instant::now();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep_until(next) => {
                    next = Instant::now() + self.options.sweep_every;
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = sweep(&self.ls, self.options.sweep_every) => {}
                    }
                }
            }
        }
    }
}

/// Sweeps, unless somebody else does. Nothing hurries it, as each part is a commit of its own; but what hangs ends before the
/// next time.
async fn sweep(ls: &Latchstring, every: Duration) {
    match tokio::time::timeout(every, in_turn(ls, every)).await {
        Ok(Ok(())) => {}
        Ok(Err(failure)) => {
            tracing::warn!(error = &failure as &dyn std::error::Error, "not all that is over was swept");
        }
        Err(_) => tracing::warn!("not all that is over was swept in time"),
    }
}

/// A turn is a little shorter than the time between two, so that whoever has had it is in time for the next.
async fn in_turn(ls: &Latchstring, every: Duration) -> Result<(), Failure> {
    match retention::take_turn(ls, every.mul_f64(0.9)).await? {
        true => retention::sweep(ls).await,
        false => Ok(()),
    }
}
