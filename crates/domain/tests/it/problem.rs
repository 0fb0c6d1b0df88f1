use std::collections::BTreeSet;
use std::fmt::Debug;
use std::str::FromStr;

use latchstring_domain::actor::ActorKind;
use latchstring_domain::api_key::{KeyRefused, Scope};
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::prefill::PrefillField;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::provider::SignInMethodName;
use latchstring_domain::sign_in::FieldKind;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::workspace::Mode;

fn round_trip<T: FromStr<Err: Debug> + Copy + PartialEq + Debug>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Vec<&'static str> {
    let names: Vec<_> = all.iter().map(|value| name(*value)).collect();
    for (value, name) in all.iter().zip(&names) {
        assert_eq!(name.parse::<T>().unwrap(), *value);
        let flipped: String = name
            .chars()
            .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect();
        for other in [flipped, format!(" {name}"), format!("{name}\n"), String::new()] {
            assert!(other.parse::<T>().is_err(), "{other:?}");
        }
    }
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), all.len(), "a name is used twice");
    names
}

#[test]
fn every_name_reads_back_as_its_value_and_only_in_its_own_spelling() {
    round_trip(ActorKind::ALL, ActorKind::as_str);
    round_trip(PrefillField::ALL, PrefillField::as_str);
    round_trip(SignInMethodName::ALL, SignInMethodName::as_str);
    round_trip(FieldKind::ALL, FieldKind::as_str);
    round_trip(Mode::ALL, Mode::as_str);
    round_trip(Step::ALL, Step::as_str);
    assert_eq!(
        round_trip(InvitationStatus::ALL, InvitationStatus::as_str),
        ["ACTIVE", "FULFILLED", "EXPIRED", "REVOKED"]
    );
    round_trip(EventKind::ALL, EventKind::as_str);
    round_trip(ProblemCode::ALL, ProblemCode::as_str);
    round_trip(ConnectionStatus::ALL, ConnectionStatus::as_str);
}

#[test]
fn the_names_of_the_wire_are_exact() {
    let scopes = "invitations:read invitations:write links:reveal connections:read connections:write credentials:read \
                  webhooks:manage events:read workspace:manage";
    assert_eq!(round_trip(Scope::ALL, Scope::as_str).join(" "), scopes);
    let utilities = "ELECTRICITY GAS WATER WASTE FUEL SOLAR SEWER STEAM CHILLED_WATER HOT_WATER";
    assert_eq!(round_trip(UtilityType::ALL, UtilityType::as_str).join(" "), utilities);
    let statuses = "PENDING UNDER_INVESTIGATION CONNECTED WEBSITE_DOWN URL_INACCESSIBLE NO_ACCOUNTS_FOUND OTHER_ERROR \
                    MFA_TOKEN_EXPIRED PASSWORD_INCORRECT NEW_PASSWORD_NEEDED ADDITIONAL_CREDENTIALS_NEEDED COMPANY_INACTIVE";
    assert_eq!(round_trip(ConnectionStatus::ALL, ConnectionStatus::as_str).join(" "), statuses);
}

#[test]
fn problem_codes_are_lower_case_words_with_hyphens() {
    for code in ProblemCode::ALL {
        let name = code.as_str();
        assert!(
            name.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
            "{name}"
        );
    }
}

#[test]
fn an_api_key_ends_at_its_expiry_and_by_revocation() {
    use crate::fixture::{at, now, uuid};
    use latchstring_domain::api_key::{ApiKey, Scopes};
    use latchstring_domain::id::{ApiKeyId, WorkspaceId};
    let key = ApiKey {
        id: ApiKeyId::from_uuid(uuid(1)),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        name: latchstring_domain::text::ApiKeyName::parse("ci").unwrap(),
        mode: Mode::Live,
        hint: "abcd".into(),
        scopes: Scopes::new(),
        digest: latchstring_domain::sealed::Digest::new([0; 32]),
        expires_at: Some(at(1_000)),
        revoked_at: None,
        last_used_at: None,
        replaced_by: None,
        created_at: at(0),
        version: latchstring_domain::Version::FIRST,
    };
    assert_eq!(key.usable(at(999)), Ok(()));
    assert_eq!(key.usable(at(1_000)), Err(KeyRefused::Expired));
    assert_eq!(ApiKey { expires_at: None, ..key.clone() }.usable(now()), Ok(()));
    let revoked = key.revoke(at(500));
    assert_eq!(revoked.usable(at(1_000)), Err(KeyRefused::Revoked));
    assert_eq!(revoked.revoke(at(900)).revoked_at, Some(at(500)));
}
