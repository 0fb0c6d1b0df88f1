//! Codes: how long they stand, how often they can be tried, and how long another has to be waited for.

use std::time::Duration;

use latchstring_domain::flow_session::{
    AskCodeError, CODE_LIFETIME, FlowSession, Gate, MAX_WRONG_CODES, NewCode, Step, TryCodeError,
};
use latchstring_domain::sealed::{Digest, SealedBytes};
use latchstring_domain::{Timestamp, email::EmailAddress};

use super::walk::session;
use crate::fixture::{address, now};

const LISTED: &str = "mike@example.org";

/// The token of a session whose address is proved.
fn another() -> Digest {
    Digest::new([77; 32])
}

fn code(claimed: &EmailAddress, mail_to: Option<EmailAddress>) -> NewCode {
    let sealed = || SealedBytes::new(vec![1]);
    NewCode { claimed: claimed.clone(), mail_to, seal: sealed(), code: sealed(), language: None }
}

fn ask(session: FlowSession, who: &str, at: Timestamp) -> Result<FlowSession, AskCodeError> {
    let who = address(who);
    let mail_to = (who == address(LISTED)).then(|| who.clone());
    session.ask_code(code(&who, mail_to), at)
}

fn later(seconds: u64) -> Timestamp {
    now().saturating_add(Duration::from_secs(seconds))
}

#[test]
fn t063_a_code_stands_for_ten_minutes_and_not_a_moment_longer() {
    let asked = ask(session(false, true), LISTED, now()).unwrap();
    let last = now().saturating_add(CODE_LIFETIME).saturating_sub(Duration::from_millis(1));
    assert!(asked.clone().right_code(another(), last).is_ok());
    assert_eq!(asked.code_to_try(later(600)).unwrap_err(), TryCodeError::NoCode);
    assert_eq!(asked.right_code(another(), later(600)).unwrap_err(), TryCodeError::NoCode);
}

#[test]
fn t047_t064_a_code_is_right_once_and_leaves_the_session_with_another_token() {
    let asked = ask(session(false, true), LISTED, now()).unwrap();
    let proved = asked.clone().right_code(another(), now()).unwrap();
    assert_ne!(proved.token, asked.token);
    assert_eq!(proved.token, another(), "it answers to the new token alone");
    assert_eq!((&proved.gate, proved.step()), (&Gate::Passed(address(LISTED)), Step::Provider));
    assert!(matches!(proved.right_code(another(), now()), Err(TryCodeError::Step(_))));
}

#[test]
fn t065_as_many_wrong_codes_void_the_right_one() {
    let mut session = ask(session(false, true), LISTED, now()).unwrap();
    for _ in 0..MAX_WRONG_CODES {
        assert!(session.clone().right_code(another(), now()).is_ok());
        session = session.wrong_code(now()).unwrap();
    }
    assert_eq!(session.clone().right_code(another(), now()).unwrap_err(), TryCodeError::NoCode);
    assert_eq!(session.clone().wrong_code(now()).unwrap_err(), TryCodeError::NoCode);
    assert!(
        ask(session, LISTED, later(60)).unwrap().right_code(another(), later(60)).is_ok(),
        "a new one helps"
    );
}

#[test]
fn t065_each_further_code_for_an_address_is_waited_for_twice_as_long_up_to_an_hour() {
    let mut session = session(false, true);
    let mut at = now();
    for wait in [60, 120, 240, 480, 960, 1920, 3600, 3600] {
        session = FlowSession { expires_at: at.saturating_add(Duration::from_secs(7200)), ..session };
        session = ask(session, LISTED, at).unwrap();
        let another = at.saturating_add(Duration::from_secs(wait));
        let early = another.saturating_sub(Duration::from_millis(1));
        assert_eq!(ask(session.clone(), LISTED, early).unwrap_err(), AskCodeError::TooSoon { at: another });
        at = another;
    }
}

#[test]
fn who_mistyped_goes_on_at_once_and_the_code_of_before_is_void() {
    let mistyped = ask(session(false, true), "mikee@example.org", now()).unwrap();
    assert!(mistyped.clone().right_code(another(), now()).is_err(), "it was mailed to nobody");
    let asked = ask(mistyped, LISTED, now()).unwrap();
    let Gate::Asked(of) = &asked.gate else { panic!("{:?}", asked.gate) };
    assert_eq!((&of.claimed, of.asked, of.wrong), (&address(LISTED), 2, 0));
    assert!(matches!(ask(asked, LISTED, later(119)), Err(AskCodeError::TooSoon { .. })));
}

#[test]
fn an_open_link_asks_for_no_code() {
    let open = session(false, false);
    assert!(matches!(ask(open.clone(), LISTED, now()), Err(AskCodeError::Step(_))));
    assert!(matches!(open.code_to_try(now()), Err(TryCodeError::Step(_))));
}
