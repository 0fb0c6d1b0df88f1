//! What of a person is taken out of things, and what is left.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::erasure::{ERASED, ERASED_ADDRESS, Person};
use latchstring_domain::event::EventData;
use proptest::prelude::*;

use crate::event::strategy::event;

fn dana() -> Person {
    Person::of(EmailAddress::parse("Dana@Bücher.example").unwrap()).unwrap()
}

proptest! {
    #[test]
    fn t162_an_event_names_nobody_once_they_are_erased_from_it((mut body, _) in event(), alone in any::<bool>()) {
        let dana = dana();
        body.actor.email = Some(dana.address().clone());
        body.data = body.data.with("address", dana.address().masked()).with("to", "mail to Dana@Bücher.example");
        let left = dana.erased_from_event(&body, alone).unwrap();
        prop_assert_eq!((left.id, left.subject, left.kind), (body.id, body.subject, body.kind));
        prop_assert_eq!((left.occurred_at, left.actor.kind, left.automated), (body.occurred_at, body.actor.kind, body.automated));
        prop_assert!(left.actor.email.is_none() && left.origin.ip.is_none() && left.origin.user_agent.is_none());
        let told = EventData::none().with("address", ERASED).with("to", ERASED);
        for (name, value) in told.values() {
            prop_assert_eq!(&left.data.values()[name], value);
        }
        prop_assert_eq!(dana.erased_from_event(&left, alone), None, "there is nothing more to erase");
    }

    #[test]
    fn t162_an_event_of_somebody_else_stays_as_it_is((mut body, _) in event(), alone in any::<bool>()) {
        body.actor.email = Some(EmailAddress::parse("jane@example.org").unwrap());
        body.data = EventData::none().with("address", "j•••@example.org");
        prop_assert_eq!(dana().erased_from_event(&body, alone), None);
    }
}

#[test]
fn t162_an_address_is_struck_in_every_spelling_that_was_seen() {
    let mut dana = dana();
    dana.learn(&EmailAddress::parse("DANA@bücher.example").unwrap());
    dana.learn(&EmailAddress::parse("jane@example.org").unwrap());
    let text = r#"{"emails":["DANA@bücher.example","Dana@Bücher.example","jane@example.org"]}"#;
    let left = format!(r#"{{"emails":["{ERASED_ADDRESS}","{ERASED_ADDRESS}","jane@example.org"]}}"#);
    assert_eq!(dana.struck_from(text), Some(left));
    assert_eq!(dana.struck_from("jane@example.org"), None);
}

#[test]
fn t162_an_address_that_holds_another_is_another() {
    let ann = Person::of(EmailAddress::parse("ann@example.org").unwrap()).unwrap();
    let others =
        "joann@example.org, jo.ann@example.org, ann@example.org.uk, ann@example.organic, x-ann@example.org";
    assert_eq!(ann.struck_from(others), None);
    let text = "<ann@example.org>: ?to=ann@example.org, ann@example.org. No \"ann@example.org\"";
    let left = format!("<{ERASED_ADDRESS}>: ?to={ERASED_ADDRESS}, {ERASED_ADDRESS}. No \"{ERASED_ADDRESS}\"");
    assert_eq!(ann.struck_from(text), Some(left));
}

#[test]
fn t162_nobody_cannot_be_erased() {
    assert!(Person::of(EmailAddress::parse(ERASED_ADDRESS).unwrap()).is_none());
}
