use std::sync::{Mutex, MutexGuard, PoisonError};

use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, Refusal};

/// The change sets of a use case that are held back until its answer is known, to be committed together with it.
///
/// Whether the storage takes them comes out only then. If it refuses one because a rule stands against it, the use case is
/// run again, and told so at the same commit: it decides as it would have.
#[derive(Debug, Default)]
pub(crate) struct Held(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The sets, each with the place of its commit among all of them.
    sets: Vec<(usize, ChangeSet)>,
    commits: usize,
    /// What is refused, by the place of the commit.
    refused: Vec<(usize, Told)>,
}

/// What was said of a change.
#[derive(Debug, Clone, Copy)]
struct Told {
    change: &'static str,
    index: usize,
    constraint: Constraint,
}

impl Held {
    /// Takes a set for a commit, or refuses it as it is known to be.
    pub(crate) fn hold(&self, set: ChangeSet) -> Result<(), CommitError> {
        let mut state = self.state();
        let place = state.commits;
        state.commits += 1;
        match state.refused.iter().find(|(refused, _)| *refused == place) {
            Some((_, Told { change, index, constraint })) => {
                let why = Refusal::Conflict(*constraint);
                Err(CommitError::Refused { change, index: *index, why })
            }
            None => {
                state.sets.push((place, set));
                Ok(())
            }
        }
    }

    /// One set of all that is held, after this change.
    pub(super) fn together(&self, first: Change) -> ChangeSet {
        let state = self.state();
        let changes = state.sets.iter().flat_map(|(_, set)| set.changes().iter().cloned());
        std::iter::once(first).chain(changes).fold(ChangeSet::new(), ChangeSet::with)
    }

    /// For another run: the same, knowing that a rule stands against the change at this place of [`Held::together`].
    pub(super) fn refusing(&self, change: &'static str, index: usize, constraint: Constraint) -> Self {
        let state = self.state();
        let mut left = index.saturating_sub(1);
        let mut refused = state.refused.clone();
        for (place, set) in &state.sets {
            let length = set.changes().len();
            if left < length {
                refused.retain(|(earlier, _)| earlier < place);
                refused.push((*place, Told { change, index: left, constraint }));
                break;
            }
            left -= length;
        }
        Self(Mutex::new(State { refused, ..State::default() }))
    }

    /// For another run, with what is known to be refused.
    pub(super) fn again(&self) -> Self {
        Self(Mutex::new(State { refused: self.state().refused.clone(), ..State::default() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use latchstring_domain::Timestamp;
    use latchstring_storage::{Sweep, Swept};

    fn sweep(millis: i64) -> Change {
        let until = Timestamp::from_unix_millis(millis).unwrap_or(Timestamp::EPOCH);
        Change::Sweep(Sweep { of: Swept::Marks, until, limit: 1 })
    }

    fn set(changes: &[i64]) -> ChangeSet {
        changes.iter().map(|millis| sweep(*millis)).fold(ChangeSet::new(), ChangeSet::with)
    }

    #[test]
    fn what_was_refused_is_told_at_the_commit_that_it_was_in() {
        let held = Held::default();
        assert!(held.hold(set(&[1, 2])).is_ok() && held.hold(set(&[3])).is_ok());
        assert_eq!(held.together(sweep(0)), set(&[0, 1, 2, 3]));
        let next = held.refusing("Sweep", 3, Constraint::FlowKey);
        assert!(next.hold(set(&[1, 2])).is_ok());
        let refused = next.hold(set(&[3])).map_err(|error| error.refusal());
        assert_eq!(refused, Err(Some(Refusal::Conflict(Constraint::FlowKey))));
        assert!(next.hold(set(&[4])).is_ok());
        assert_eq!(next.together(sweep(0)), set(&[0, 1, 2, 4]));
        // The commit after the refused one is refused too: both are known in the run after.
        let last = next.refusing("Sweep", 3, Constraint::Limit).again();
        let told: Vec<_> = (0..4).map(|_| last.hold(set(&[1])).is_ok()).collect();
        assert_eq!(told, [true, false, false, true]);
    }
}
