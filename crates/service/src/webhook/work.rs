use latchstring_domain::outbox::Task;

/// Work of the outbox that `outbox::perform` does not do, because it is about webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Webhooks are to be written: [`super::announcements`], then [`super::announced`].
    Announce,
    /// A webhook is to be sent: [`super::due`], then [`super::attempted`].
    Deliver,
}

/// What an entry of the outbox promises, if it is about webhooks.
#[must_use]
pub const fn kind_of(task: &Task) -> Option<Work> {
    match task {
        Task::Announce(_) => Some(Work::Announce),
        Task::Deliver { .. } => Some(Work::Deliver),
        _ => None,
    }
}
