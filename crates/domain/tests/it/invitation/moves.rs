use std::num::NonZeroU32;
use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::invitation::{
    ExtendError, Extended, Extension, Invitation, InvitationStatus, Lifetime, NotUsable, RevokeError, Revoked,
};
use latchstring_domain::workspace::{ExpiryPolicy, LifetimeAboveCeiling};

use crate::fixture::{at, draft, issued, later, now};

const MINUTE: Duration = Duration::from_secs(60);

const DAY: Duration = Duration::from_secs(86_400);

const EXTENSIONS: [Extension; 4] =
    [Extension::By(DAY), Extension::For(DAY), Extension::Until(Timestamp::MAX), Extension::Forever];

/// In a workspace without a ceiling.
fn extend(invitation: Invitation, now: Timestamp, extension: Extension) -> Result<Extended, ExtendError> {
    invitation.extend(now, extension, &ExpiryPolicy::default())
}

fn extended(invitation: Invitation, now: Timestamp, extension: Extension) -> Invitation {
    match extend(invitation, now, extension) {
        Ok(Extended::Now(extended)) => extended,
        other => panic!("{other:?}"),
    }
}

/// Expires in a minute, two uses.
fn invitation() -> Invitation {
    let mut draft = draft();
    draft.lifetime = Some(Lifetime::For(MINUTE));
    draft.max_uses = NonZeroU32::new(2);
    issued(draft)
}

fn revoked() -> Invitation {
    match invitation().revoke(now()) {
        Ok(Revoked::Now(revoked)) => revoked,
        other => panic!("{other:?}"),
    }
}

fn fulfilled() -> Invitation {
    invitation().spend(now()).and_then(|once| once.spend(now())).unwrap()
}

#[test]
fn t034_an_invitation_expires_at_its_expiry_not_after_it() {
    let expiry = later(MINUTE);
    let before = at(expiry.unix_millis() - 1);
    assert_eq!(invitation().status(before), InvitationStatus::Active);
    assert_eq!(invitation().status(expiry), InvitationStatus::Expired);
    assert!(invitation().spend(before).is_ok());
    assert_eq!(invitation().spend(expiry), Err(NotUsable::Expired { at: expiry }));
    assert_eq!(invitation().status(Timestamp::MAX), InvitationStatus::Expired);
    assert_eq!(invitation().status(Timestamp::EPOCH), InvitationStatus::Active);
    let last = Invitation { expires_at: Some(Timestamp::MAX), ..invitation() };
    assert_eq!(last.status(Timestamp::MAX), InvitationStatus::Expired);
    let never = Invitation { expires_at: None, ..invitation() };
    assert_eq!(never.status(Timestamp::MAX), InvitationStatus::Active);
}

#[test]
fn of_several_true_statuses_the_first_of_the_documented_order_counts() {
    let revoked_at = Some(now());
    let used_up = Invitation { use_count: 2, ..invitation() };
    assert_eq!(used_up.status(Timestamp::MAX), InvitationStatus::Fulfilled);
    assert_eq!(
        Invitation { revoked_at, ..used_up.clone() }.status(Timestamp::MAX),
        InvitationStatus::Revoked
    );
    assert_eq!(Invitation { revoked_at, ..invitation() }.status(Timestamp::MAX), InvitationStatus::Revoked);
    assert_eq!(Invitation { use_count: 3, ..used_up }.status(now()), InvitationStatus::Fulfilled);
}

#[test]
fn each_use_counts_once_and_the_last_fulfils() {
    let once = invitation().spend(now()).unwrap();
    assert_eq!(
        (once.use_count, once.uses_left(), once.status(now())),
        (1, Some(1), InvitationStatus::Active)
    );
    assert_eq!(once.version, invitation().version.next());
    let twice = once.spend(later(Duration::from_secs(1))).unwrap();
    assert_eq!(
        (twice.use_count, twice.uses_left(), twice.status(now())),
        (2, Some(0), InvitationStatus::Fulfilled)
    );
    assert_eq!(twice.updated_at, later(Duration::from_secs(1)));
    assert_eq!(twice.spend(now()), Err(NotUsable::Fulfilled));
}

#[test]
fn without_a_limit_no_number_of_uses_fulfils() {
    let unlimited = Invitation { max_uses: None, use_count: u32::MAX, ..invitation() };
    assert_eq!(unlimited.status(now()), InvitationStatus::Active);
    assert_eq!(unlimited.uses_left(), None);
    assert_eq!(unlimited.spend(now()).unwrap().use_count, u32::MAX);
}

#[test]
fn t060_revoking_twice_changes_nothing() {
    let Ok(Revoked::Already(again)) = revoked().revoke(later(MINUTE)) else { panic!("not idempotent") };
    assert_eq!(again, revoked());
}

#[test]
fn t060_nothing_moves_a_revoked_invitation() {
    for time in [now(), later(MINUTE), Timestamp::MAX] {
        assert_eq!(revoked().spend(time), Err(NotUsable::Revoked { at: now() }));
        for extension in EXTENSIONS {
            assert_eq!(extend(revoked(), time, extension), Err(ExtendError::Revoked { at: now() }));
        }
    }
}

#[test]
fn nothing_moves_a_fulfilled_invitation() {
    for time in [now(), later(MINUTE), Timestamp::MAX] {
        assert_eq!(fulfilled().spend(time), Err(NotUsable::Fulfilled));
        for extension in EXTENSIONS {
            assert_eq!(extend(fulfilled(), time, extension), Err(ExtendError::Fulfilled));
        }
        assert_eq!(fulfilled().revoke(time), Err(RevokeError::Fulfilled));
    }
}

#[test]
fn an_expired_invitation_is_not_revoked_and_returns_only_by_extending() {
    let expiry = later(MINUTE);
    assert_eq!(invitation().revoke(expiry), Err(RevokeError::Expired { at: expiry }));
    let until = at(expiry.unix_millis() + 60_000);
    let back = extended(invitation(), expiry, Extension::Until(until));
    assert_eq!((back.expires_at, back.status(expiry)), (Some(until), InvitationStatus::Active));
    assert_eq!(back.status(until), InvitationStatus::Expired);
    for extension in [Extension::By(MINUTE), Extension::For(MINUTE)] {
        let back = extended(invitation(), expiry, extension);
        assert_eq!(back.expires_at, Some(until), "time that has passed is not made up for");
    }
    let forever = extended(invitation(), later(DAY), Extension::Forever);
    assert_eq!(forever.status(Timestamp::MAX), InvitationStatus::Active);
}

#[test]
fn t054_extending_never_shortens_and_leaves_a_minute_at_least() {
    let expiry = later(MINUTE);
    let sooner = at(expiry.unix_millis() - 1);
    assert_eq!(extend(invitation(), now(), Extension::Until(sooner)), Err(ExtendError::Shortens));
    assert_eq!(extend(invitation(), now(), Extension::For(Duration::ZERO)), Err(ExtendError::Shortens));
    let never = Invitation { expires_at: None, ..invitation() };
    for extension in [Extension::For(DAY), Extension::Until(Timestamp::MAX)] {
        assert_eq!(extend(never.clone(), now(), extension), Err(ExtendError::Shortens));
    }
    for past in [Timestamp::EPOCH, expiry, at(expiry.unix_millis() + 59_999)] {
        assert_eq!(extend(invitation(), expiry, Extension::Until(past)), Err(ExtendError::TooShort));
    }
    let late = at(expiry.unix_millis() - 1);
    assert_eq!(
        extend(invitation(), late, Extension::By(Duration::from_secs(59))),
        Err(ExtendError::TooShort)
    );
    let after = extended(invitation(), late, Extension::By(MINUTE));
    assert_eq!(after.expires_at, Some(later(2 * MINUTE)), "more is counted from where it ended before");
}

#[test]
fn an_extension_to_what_it_lives_already_changes_nothing() {
    let never = Invitation { expires_at: None, ..invitation() };
    for extension in [Extension::Forever, Extension::By(DAY)] {
        assert_eq!(extend(never.clone(), now(), extension), Ok(Extended::Already(never.clone())));
    }
    for extension in [Extension::By(Duration::ZERO), Extension::For(MINUTE), Extension::Until(later(MINUTE))]
    {
        assert_eq!(extend(invitation(), now(), extension), Ok(Extended::Already(invitation())));
    }
}

#[test]
fn t055_the_ceiling_of_the_workspace_counts_from_now_on() {
    let policy = ExpiryPolicy { default: None, ceiling: Some(DAY) };
    let above = Err(ExtendError::TooLong(LifetimeAboveCeiling { ceiling: DAY }));
    let time = later(Duration::from_secs(30));
    let day = time.checked_add(DAY).unwrap();
    let beyond = at(day.unix_millis() + 1);
    for extension in [Extension::Until(beyond), Extension::By(DAY), Extension::Forever] {
        assert_eq!(invitation().extend(time, extension, &policy), above);
    }
    for extension in [Extension::Until(day), Extension::For(DAY)] {
        let Ok(Extended::Now(extended)) = invitation().extend(time, extension, &policy) else {
            panic!("{extension:?}")
        };
        assert_eq!(extended.expires_at, Some(day));
    }
    for extension in [Extension::For(Duration::MAX), Extension::By(Duration::MAX)] {
        assert_eq!(extend(invitation(), now(), extension), Err(ExtendError::BeyondTime));
    }
}

#[test]
fn a_move_changes_what_it_is_about_and_nothing_else() {
    let time = later(Duration::from_secs(5));
    let moved = |moved: Invitation| Invitation { updated_at: now(), version: invitation().version, ..moved };
    assert_eq!(moved(invitation().spend(time).unwrap()), Invitation { use_count: 1, ..invitation() });
    assert_eq!(
        moved(extended(invitation(), time, Extension::Forever)),
        Invitation { expires_at: None, ..invitation() }
    );
    let Ok(Revoked::Now(revoked)) = invitation().revoke(time) else { panic!("not revoked") };
    assert_eq!((revoked.updated_at, revoked.version), (time, invitation().version.next()));
    assert_eq!(moved(revoked), Invitation { revoked_at: Some(time), ..invitation() });
}
