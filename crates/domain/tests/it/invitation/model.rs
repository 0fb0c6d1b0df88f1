//! T061: random walks over an invitation, beside a reference that is nothing but the documented table.

use std::num::NonZeroU32;

use latchstring_domain::Timestamp;
use latchstring_domain::invitation::{Extended, Extension, Invitation, InvitationStatus, Revoked};
use latchstring_domain::workspace::ExpiryPolicy;
use proptest::prelude::*;

use crate::fixture::{at, draft, issued};

const MINUTE: i64 = 60_000;

#[derive(Debug, Clone, Copy)]
enum Call {
    Spend,
    Revoke,
    /// To so many milliseconds from now, or to never.
    Extend(Option<i64>),
    /// The clock moves by so much, backwards too.
    Pass(i64),
}

/// What the walk can see of a call's outcome.
#[derive(Debug, PartialEq)]
enum Outcome {
    Done,
    Unchanged,
    Refused,
}

/// The reference: the facts, and for each status what each call does.
#[derive(Debug, Clone)]
struct Reference {
    clock: i64,
    expires: Option<i64>,
    max: Option<u32>,
    uses: u32,
    revoked: bool,
    changes: i64,
}

impl Reference {
    fn status(&self) -> &'static str {
        if self.revoked {
            "REVOKED"
        } else if Some(self.uses) == self.max {
            "FULFILLED"
        } else if self.expires.is_some_and(|expires| self.clock >= expires) {
            "EXPIRED"
        } else {
            "ACTIVE"
        }
    }

    fn call(&mut self, call: Call) -> Outcome {
        let outcome = match (self.status(), call) {
            (_, Call::Pass(by)) => {
                self.clock = (self.clock + by).clamp(0, Timestamp::MAX.unix_millis());
                return Outcome::Unchanged;
            }
            ("ACTIVE", Call::Spend | Call::Revoke) => Outcome::Done,
            ("ACTIVE", Call::Extend(None)) if self.expires.is_none() => Outcome::Unchanged,
            ("ACTIVE", Call::Extend(Some(by))) if self.expires == Some(self.clock.saturating_add(by)) => {
                Outcome::Unchanged
            }
            ("ACTIVE" | "EXPIRED", Call::Extend(None)) => Outcome::Done,
            (status, Call::Extend(Some(by))) if status == "ACTIVE" || status == "EXPIRED" => {
                let to = self.clock.saturating_add(by);
                let shortens = status == "ACTIVE" && self.expires.is_none_or(|expires| to < expires);
                let fits = by >= MINUTE && to <= Timestamp::MAX.unix_millis();
                if fits && !shortens { Outcome::Done } else { Outcome::Refused }
            }
            ("REVOKED", Call::Revoke) => Outcome::Unchanged,
            _ => Outcome::Refused,
        };
        if outcome == Outcome::Done {
            self.changes += 1;
            match call {
                Call::Spend => self.uses += 1,
                Call::Revoke => self.revoked = true,
                Call::Extend(to) => self.expires = to.map(|by| self.clock + by),
                Call::Pass(_) => {}
            }
        }
        outcome
    }
}

fn call_real(invitation: &mut Invitation, call: Call, clock: i64) -> Outcome {
    let now = at(clock);
    let moved = match call {
        Call::Spend => invitation.clone().spend(now).ok(),
        Call::Extend(by) => {
            let to = by.map(|by| Timestamp::from_unix_millis(clock.saturating_add(by)));
            let extension = match to {
                None => Extension::Forever,
                Some(Ok(to)) => Extension::Until(to),
                Some(Err(_)) => return Outcome::Refused,
            };
            match invitation.clone().extend(now, extension, &ExpiryPolicy::default()) {
                Ok(Extended::Already(same)) => {
                    assert_eq!(same, *invitation);
                    return Outcome::Unchanged;
                }
                Ok(Extended::Now(extended)) => Some(extended),
                Err(_) => None,
            }
        }
        Call::Revoke => match invitation.clone().revoke(now) {
            Ok(Revoked::Already(same)) => {
                assert_eq!(same, *invitation);
                return Outcome::Unchanged;
            }
            Ok(Revoked::Now(revoked)) => Some(revoked),
            Err(_) => None,
        },
        Call::Pass(_) => return Outcome::Unchanged,
    };
    match moved {
        Some(moved) => {
            *invitation = moved;
            Outcome::Done
        }
        None => Outcome::Refused,
    }
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let span = || {
        prop_oneof![
            4 => MINUTE - 1..=MINUTE + 1,
            3 => 0..3 * MINUTE,
            1 => Just(i64::MAX),
            1 => Just(i64::MIN),
        ]
    };
    let call = prop_oneof![
        4 => Just(Call::Spend),
        1 => Just(Call::Revoke),
        3 => prop::option::weighted(0.8, span()).prop_map(Call::Extend),
        5 => prop_oneof![3 => -3_i64..=3, 3 => 0..2 * MINUTE, 1 => -4_000_000_i64..=4_000_000].prop_map(Call::Pass),
    ];
    prop::collection::vec(call, 1..80)
}

/// The moves between statuses that the design knows. Time alone moves between active and expired, back as well when
/// the clock is set back, because a status is computed and never stored.
fn documented(from: &str, call: Call, to: &str) -> bool {
    match (from, to) {
        _ if from == to => true,
        ("ACTIVE", "FULFILLED") => matches!(call, Call::Spend),
        ("ACTIVE", "REVOKED") => matches!(call, Call::Revoke),
        ("ACTIVE", "EXPIRED") => matches!(call, Call::Pass(by) if by > 0),
        ("EXPIRED", "ACTIVE") => matches!(call, Call::Extend(_)) || matches!(call, Call::Pass(by) if by < 0),
        _ => false,
    }
}

proptest! {
    // 2048 walks of forty calls on average.
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn t061_every_walk_over_an_invitation_is_the_documented_one(
        max in prop::option::of(1_u32..5),
        expires in prop::option::of(1..2 * MINUTE),
        calls in calls(),
    ) {
        let start = 1_000_000;
        let mut draft = draft();
        draft.max_uses = max.and_then(NonZeroU32::new);
        let mut real = Invitation { expires_at: expires.map(|by| at(start + by)), ..issued(draft) };
        let mut reference = Reference {
            clock: start,
            expires: expires.map(|by| start + by),
            max,
            uses: 0,
            revoked: false,
            changes: 1,
        };
        for call in calls {
            let before = real.status(at(reference.clock)).as_str();
            let clock = reference.clock;
            let expected = reference.call(call);
            prop_assert_eq!(call_real(&mut real, call, clock), expected, "{:?} when {}", call, before);

            let now = at(reference.clock);
            let after = real.status(now);
            prop_assert_eq!(after.as_str(), reference.status());
            prop_assert!(documented(before, call, after.as_str()), "{} -> {} by {:?}", before, after, call);
            prop_assert_eq!(real.usable(now).is_ok(), after == InvitationStatus::Active);
            prop_assert_eq!((real.use_count, real.max_uses.map(NonZeroU32::get)), (reference.uses, max));
            prop_assert!(max.is_none_or(|max| real.use_count <= max));
            prop_assert_eq!(real.uses_left(), max.map(|max| max - reference.uses));
            prop_assert_eq!(real.expires_at.map(Timestamp::unix_millis), reference.expires);
            prop_assert_eq!((real.revoked_at.is_some(), real.version.number()), (reference.revoked, reference.changes));
        }
    }
}
