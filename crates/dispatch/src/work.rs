use std::time::Duration;

use latchstring_email::Mailer;
use latchstring_service::outbox::{self, ClaimedEntry, Performed};
use latchstring_service::{Failure, Latchstring, mail, webhook};
use latchstring_webhooks::Sender;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use crate::mail::MailError;
use crate::options::DispatchOptions;
use crate::probe::{Moment, Probe};
use crate::webhooks::{self, WebhookError};

/// What work is done with that has an effect outside the database.
#[derive(Clone, Default)]
pub(crate) struct Means {
    pub(crate) mailer: Option<Mailer>,
    pub(crate) sender: Option<Sender>,
    pub(crate) probe: Probe,
}

/// Why a piece of work came to nothing this time.
#[derive(Debug, thiserror::Error)]
enum WorkError {
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Does one piece of work, and gives it back or parks it when it fails. Never fails itself; says how long it took.
pub(crate) async fn work(
    ls: Latchstring,
    means: Means,
    options: DispatchOptions,
    claimed: ClaimedEntry,
) -> Duration {
    let began = Instant::now();
    attempt_and_settle(&ls, means, options, &claimed).await;
    began.elapsed()
}

async fn attempt_and_settle(
    ls: &Latchstring,
    means: Means,
    options: DispatchOptions,
    claimed: &ClaimedEntry,
) {
    let earlier = claimed.earlier_attempts;
    let (reason, failures) = if earlier >= options.max_attempts {
        // A failure is counted when it is given back; this entry's workers never came to that. Work that takes its
        // process down would otherwise do so for ever.
        ("its worker was lost", earlier)
    } else {
        let Err(reason) = attempt(ls, means, options, claimed).await else { return };
        (reason, earlier.saturating_add(1))
    };
    let (task, entry) = (claimed.entry.task.name(), claimed.entry.id);
    match timeout(options.time_limit, settle(ls, options, claimed, reason, failures)).await {
        Ok(Ok(())) => {}
        // In both cases the lease ends by itself, and somebody tries again.
        Ok(Err(failure)) => {
            tracing::warn!(error = &failure as &dyn std::error::Error, task, %entry, "outbox entry not given back");
        }
        Err(_) => tracing::warn!(task, %entry, "outbox entry not given back in time"),
    }
}

/// Gives an entry back that failed so often, or parks it.
async fn settle(
    ls: &Latchstring,
    options: DispatchOptions,
    claimed: &ClaimedEntry,
    reason: &'static str,
    failures: u32,
) -> Result<(), Failure> {
    let (task, entry) = (claimed.entry.task.name(), claimed.entry.id);
    if failures >= options.max_attempts && mail::is_mail(&claimed.entry.task) {
        tracing::error!(task, %entry, failures, reason, "a mail is given up");
        return mail::failed_for_good(ls, claimed, "given-up").await.map(drop);
    }
    if failures >= options.max_attempts {
        tracing::error!(task, %entry, failures, reason, "outbox entry parked");
        return outbox::park(ls, claimed, &format!("{reason}, {failures} times")).await;
    }
    let wait = options.backoff(failures, seed(claimed));
    tracing::warn!(task, %entry, failures, reason, ?wait, "outbox entry failed; it will be tried again");
    outbox::retry_at(ls, claimed, ls.now().saturating_add(wait)).await
}

/// One try. The error names the kind of failure and nothing of what the work was about.
async fn attempt(
    ls: &Latchstring,
    means: Means,
    options: DispatchOptions,
    claimed: &ClaimedEntry,
) -> Result<(), &'static str> {
    let (ls, entry) = (ls.clone(), claimed.clone());
    // In a task of its own, so that a panic ends the work and not the worker.
    let mut hand = AbortOnDrop(tokio::spawn(async move { perform(&ls, &means, &entry).await }));
    match timeout(options.time_limit, &mut hand.0).await {
        Err(_) => Err("took too long"),
        Ok(Err(_)) => Err("panicked"),
        Ok(Ok(Ok(Performed::Done))) => Ok(()),
        Ok(Ok(Ok(Performed::LeaseLost))) => {
            tracing::info!(task = claimed.entry.task.name(), entry = %claimed.entry.id, "another worker took over");
            Ok(())
        }
        Ok(Ok(Err(error))) => {
            let task = claimed.entry.task.name();
            tracing::warn!(error = &error as &dyn std::error::Error, task, "outbox entry failed");
            Err(named(&error))
        }
    }
}

async fn perform(ls: &Latchstring, means: &Means, entry: &ClaimedEntry) -> Result<Performed, WorkError> {
    means.probe.pass(Moment::Claimed);
    let task = &entry.entry.task;
    let performed = match webhook::kind_of(task) {
        _ if mail::is_mail(task) => crate::mail::send(ls, means.mailer.as_ref(), entry).await?,
        Some(webhook::Work::Announce) => webhooks::announce(ls, entry).await?,
        Some(webhook::Work::Deliver) => webhooks::deliver(ls, means, entry).await?,
        None => outbox::perform(ls, entry).await?,
    };
    means.probe.pass(Moment::Settled);
    Ok(performed)
}

struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

const fn named(error: &WorkError) -> &'static str {
    match error {
        WorkError::Failed(failure)
        | WorkError::Mail(MailError::Failed(failure))
        | WorkError::Webhook(WebhookError::Failed(failure)) => kind(failure),
        WorkError::Mail(MailError::NoMailer) => "there is no way to send mail",
        WorkError::Mail(MailError::Send(_)) => "the mail could not be handed on",
        WorkError::Webhook(WebhookError::NoSender) => "there is no way to send webhooks",
    }
}

const fn kind(failure: &Failure) -> &'static str {
    match failure {
        Failure::Storage(_) => "storage failed",
        Failure::Contention => "too much contention",
        Failure::Unsealable(..) => "a sealed value could not be opened",
        Failure::NotFound(_) => "something was not found",
        _ => "defect",
    }
}

/// A number that differs from entry to entry, from the random end of its id: enough to spread retries, and nothing
/// that a random source is needed for.
fn seed(claimed: &ClaimedEntry) -> u32 {
    let [.., a, b, c, d] = claimed.entry.id.to_bytes();
    u32::from_be_bytes([a, b, c, d])
}
