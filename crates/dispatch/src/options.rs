use std::time::Duration;

/// How the loop over the outbox behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DispatchOptions {
    /// How many entries are worked on at the same time. 4.
    pub workers: usize,
    /// How many webhooks are sent at the same time. 64: each only waits for an answer.
    pub senders: usize,
    /// How many of them to one endpoint. 4; 1 to one that was slow the last time.
    pub per_endpoint: usize,
    /// How many mails are sent at the same time. 4.
    pub mailers: usize,
    /// How long sending a mail may take before it counts as failed. 35 s: longer than a transport's own limit, which knows
    /// what it was waiting for. For twice as long the mail is this process's alone, so that is also how late a mail is
    /// whose process died.
    pub mail_time_limit: Duration,
    /// After how many failures a mail is given up. 59, which the backoff spreads over two days: a mail server that is down
    /// over a weekend's night costs nobody their invitation.
    pub mail_attempts: u32,
    /// How long one piece of work may take before it counts as failed. 30 s.
    pub time_limit: Duration,
    /// For how long a claimed entry is this process's alone. 60 s; longer than the time limit, so that work is over
    /// before somebody else may begin it.
    pub lease: Duration,
    /// After how long the outbox is looked at although nobody rang and nothing was due. 5 s.
    pub poll_at_most: Duration,
    /// How long after its first failure an entry is tried again; each further failure doubles it. 2 s.
    pub first_backoff: Duration,
    /// The longest that an entry waits for its next try. 1 h.
    pub longest_backoff: Duration,
    /// After how many failures an entry is parked. 12, which the backoff spreads over a little more than an hour.
    pub max_attempts: u32,
    /// After how long what is kept for a time only is swept again. 1 h.
    pub sweep_every: Duration,
    /// How long after one checkpoint of the event log the next one is made. 1 h.
    pub checkpoint_every: Duration,
    /// How often it is looked whether one is due. 5 min.
    pub look_for_checkpoints_every: Duration,
}

impl Default for DispatchOptions {
    fn default() -> Self {
        Self {
            workers: 4,
            senders: 64,
            per_endpoint: 4,
            mailers: 4,
            mail_time_limit: Duration::from_secs(35),
            mail_attempts: 59,
            time_limit: Duration::from_secs(30),
            lease: Duration::from_secs(60),
            poll_at_most: Duration::from_secs(5),
            first_backoff: Duration::from_secs(2),
            longest_backoff: Duration::from_secs(3600),
            max_attempts: 12,
            sweep_every: Duration::from_secs(3600),
            checkpoint_every: Duration::from_secs(3600),
            look_for_checkpoints_every: Duration::from_secs(300),
        }
    }
}

impl DispatchOptions {
    /// The same as the lane of mails goes by it.
    pub(crate) fn for_mail(self) -> Self {
        let time_limit = self.mail_time_limit;
        Self { time_limit, lease: time_limit.saturating_mul(2), max_attempts: self.mail_attempts, ..self }
    }

    /// How long an entry waits after this many failures. `seed` spreads entries that failed together over a quarter
    /// to either side, so that they do not come back together.
    pub(crate) fn backoff(&self, failures: u32, seed: u32) -> Duration {
        let doublings = failures.saturating_sub(1).min(20);
        let wait = self.first_backoff.saturating_mul(1 << doublings).min(self.longest_backoff);
        wait.mul_f64(0.75 + 0.5 * f64::from(seed) / f64::from(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_bound_and_is_spread_around_it() {
        let options = DispatchOptions::default();
        let middle = u32::MAX / 2;
        let seconds = |failures| options.backoff(failures, middle).as_secs_f64().round();
        assert_eq!([1, 2, 3, 4].map(seconds), [2.0, 4.0, 8.0, 16.0]);
        assert_eq!(seconds(100), 3600.0);
        let whole: f64 = (1..options.max_attempts).map(seconds).sum();
        assert_eq!(whole, 4094.0, "a little more than an hour");
        let mail = options.for_mail();
        let whole: f64 = (1..mail.max_attempts).map(seconds).sum();
        assert_eq!((whole / 3600.0).round(), 48.0, "two days");
        assert!(mail.lease > mail.time_limit && mail.time_limit == options.mail_time_limit);
        assert_eq!(options.backoff(1, 0), Duration::from_millis(1500));
        assert_eq!(options.backoff(1, u32::MAX), Duration::from_millis(2500));
    }
}
