use latchstring_service::ports::DriverState;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::question::Question;

/// More than an open question takes as JSON, beside the credentials.
const QUESTION_MAX: usize = 256;

/// What the sandbox remembers while a recipient answers: who signs in, and what they were asked.
///
/// The sandbox could do without the password, which it published. It keeps it all the same, because every driver of
/// a real provider has to, and what the sandbox does not exercise nobody sees working.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) username: String,
    pub(super) password: String,
    #[zeroize(skip)]
    pub(super) question: Question,
}

impl State {
    /// The state a driver left; `None` when it cannot be read: it is another driver's, or of another release.
    pub(super) fn read(state: &DriverState) -> Option<Self> {
        serde_json::from_slice(state.expose()).ok()
    }

    /// The state as bytes.
    pub(super) fn write(&self) -> DriverState {
        let mut bytes = Vec::with_capacity(self.room());
        // Writing strings and small numbers to memory has no way to fail. Should it ever, the bytes are cut short,
        // cannot be read, and the recipient starts again.
        let _ = serde_json::to_writer(&mut bytes, self);
        DriverState::new(bytes)
    }

    /// At least as many bytes as it takes. A vector that grows leaves copies of the password behind in freed memory,
    /// so it gets room for the worst case at once: JSON writes a control character in six bytes.
    fn room(&self) -> usize {
        let credentials = self.username.len().saturating_add(self.password.len());
        credentials.saturating_mul(6).saturating_add(QUESTION_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::Way;
    use super::*;

    fn state(password: &str) -> State {
        let question = Question::Code { way: Way::Phone, attempts_left: u8::MAX, chosen: true };
        State { username: "sandbox-mfa".to_owned(), password: password.to_owned(), question }
    }

    #[test]
    fn what_is_written_reads_back() {
        let read = State::read(&state("a \"quoted\" pässword").write()).unwrap();
        assert_eq!(read.password, "a \"quoted\" pässword");
        assert_eq!(read.question, Question::Code { way: Way::Phone, attempts_left: u8::MAX, chosen: true });
    }

    #[test]
    fn t170_the_worst_password_fits_the_room_it_is_given() {
        for worst in [state(""), state(&"\u{1}".repeat(1000)), state(&"\"".repeat(1000))] {
            assert!(worst.write().expose().len() <= worst.room(), "{} characters", worst.password.len());
        }
    }

    #[test]
    fn t170_the_state_wipes_itself_when_dropped() {
        const fn wiped<T: ZeroizeOnDrop>() {}
        const { wiped::<State>() };
    }
}
