use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::invitation::{NotUsable, RevokeError, Revoked};
use latchstring_domain::link::Link;
use latchstring_domain::magic_link::{MagicLink, MagicLinkStatus};

use crate::fixture::{at, company, company_link, connection_id, connection_link, issued, later, now};

const MINUTE: Duration = Duration::from_secs(60);

/// Makes a connection, expires in a minute.
fn link() -> MagicLink {
    MagicLink { expires_at: Some(later(MINUTE)), ..company_link() }
}

fn cut_off(before: Timestamp) -> Company {
    Company { links_not_before: Some(before), ..company() }
}

fn just_before(time: Timestamp) -> Timestamp {
    at(time.unix_millis() - 1)
}

#[test]
fn t034_a_magic_link_expires_at_its_expiry_not_after_it() {
    let expiry = later(MINUTE);
    assert_eq!(link().status(&company(), just_before(expiry)), MagicLinkStatus::Active);
    assert_eq!(link().status(&company(), expiry), MagicLinkStatus::Expired);
    assert!(link().spend(&company(), just_before(expiry)).is_ok());
    assert_eq!(link().spend(&company(), expiry), Err(NotUsable::Expired { at: expiry }));
    assert_eq!(link().status(&company(), Timestamp::EPOCH), MagicLinkStatus::Active);
    let last = MagicLink { expires_at: Some(Timestamp::MAX), ..link() };
    assert_eq!(last.status(&company(), Timestamp::MAX), MagicLinkStatus::Expired);
    assert_eq!(company_link().status(&company(), Timestamp::MAX), MagicLinkStatus::Active);
}

#[test]
fn t035_a_cut_off_kills_what_was_minted_before_it_and_nothing_minted_at_it() {
    let issued_at = link().issued_at;
    let after = at(issued_at.unix_millis() + 1);
    assert_eq!(link().usable(&cut_off(issued_at), now()), Ok(()));
    assert_eq!(link().usable(&cut_off(just_before(issued_at)), now()), Ok(()));
    for before in [after, Timestamp::MAX] {
        let dead = NotUsable::Revoked { at: before };
        assert_eq!(link().usable(&cut_off(before), now()), Err(dead));
        assert_eq!(link().spend(&cut_off(before), now()), Err(dead));
        assert_eq!(connection_link(connection_id(7)).usable(&cut_off(before), now()), Err(dead));
        assert_eq!(link().status(&cut_off(before), now()), MagicLinkStatus::Revoked);
    }
    let revoked = MagicLink { revoked_at: Some(now()), ..link() };
    let own = NotUsable::Revoked { at: now() };
    assert_eq!(revoked.usable(&cut_off(after), now()), Err(own), "its own revocation is the nearer word");
}

#[test]
fn of_several_true_statuses_the_first_of_the_documented_order_counts() {
    let used = MagicLink { use_count: 1, ..link() };
    assert_eq!(used.status(&company(), Timestamp::MAX), MagicLinkStatus::Fulfilled);
    let revoked_at = Some(now());
    let revoked = MagicLink { revoked_at, ..used.clone() };
    assert_eq!(revoked.status(&company(), Timestamp::MAX), MagicLinkStatus::Revoked);
    let revoked = MagicLink { revoked_at, ..link() };
    assert_eq!(revoked.status(&company(), Timestamp::MAX), MagicLinkStatus::Revoked);
    assert_eq!(used.status(&cut_off(Timestamp::MAX), Timestamp::MAX), MagicLinkStatus::Revoked);
}

#[test]
fn t049_a_link_that_makes_a_connection_is_used_up_by_the_first() {
    let used = link().spend(&company(), later(Duration::from_secs(1))).unwrap();
    assert_eq!((used.use_count, used.status(&company(), now())), (1, MagicLinkStatus::Fulfilled));
    let unmoved = MagicLink { use_count: 0, updated_at: now(), version: link().version, ..used.clone() };
    assert_eq!(unmoved, link(), "and nothing else of it changes");
    assert_eq!((used.updated_at, used.version), (later(Duration::from_secs(1)), link().version.next()));
    for time in [now(), later(MINUTE), Timestamp::MAX] {
        assert_eq!(used.clone().spend(&company(), time), Err(NotUsable::Fulfilled));
    }
}

#[test]
fn t059_a_link_that_repairs_a_connection_may_be_used_again_and_again() {
    let mut link = MagicLink { expires_at: Some(later(MINUTE)), ..connection_link(connection_id(7)) };
    for count in 1..=5 {
        link = link.spend(&company(), now()).unwrap();
        assert_eq!((link.use_count, link.status(&company(), now())), (count, MagicLinkStatus::Active));
    }
    let worn = MagicLink { use_count: u32::MAX, ..link.clone() };
    assert_eq!(worn.spend(&company(), now()).unwrap().use_count, u32::MAX);
    assert_eq!(link.spend(&company(), later(MINUTE)), Err(NotUsable::Expired { at: later(MINUTE) }));
}

#[test]
fn t060_revoking_a_magic_link_is_final_and_twice_is_as_once() {
    let Ok(Revoked::Now(revoked)) = link().revoke(&company(), now()) else { panic!("not revoked") };
    assert_eq!(revoked, MagicLink { revoked_at: Some(now()), version: link().version.next(), ..link() });
    for time in [now(), later(MINUTE), Timestamp::MAX] {
        assert_eq!(revoked.clone().revoke(&company(), time), Ok(Revoked::Already(revoked.clone())));
        assert_eq!(revoked.clone().spend(&company(), time), Err(NotUsable::Revoked { at: now() }));
    }
    let dead = link().revoke(&cut_off(Timestamp::MAX), now());
    assert_eq!(dead, Ok(Revoked::Already(link())), "one that was cut off is dead already");
}

#[test]
fn a_used_or_expired_magic_link_leaves_nothing_to_revoke() {
    let used = link().spend(&company(), now()).unwrap();
    assert_eq!(used.revoke(&company(), now()), Err(RevokeError::Fulfilled));
    let expiry = later(MINUTE);
    assert_eq!(link().revoke(&company(), expiry), Err(RevokeError::Expired { at: expiry }));
}

#[test]
fn either_kind_of_link_answers_for_itself() {
    let (invited, minted) = (issued(crate::fixture::draft()), link());
    let (invitation, magic_link) = (Link::Invitation(invited.clone()), Link::MagicLink(minted.clone()));
    assert_eq!(invitation.subject().uuid(), invited.id.as_uuid());
    assert_eq!(magic_link.subject().uuid(), minted.id.as_uuid());
    assert_eq!((magic_link.made_at(), magic_link.expires_at()), (minted.issued_at, minted.expires_at));
    assert_eq!((magic_link.is_gated(), magic_link.locale()), (false, None));
    assert!(magic_link.allowed().is_none() && magic_link.presentation().is_none());
    assert!(invitation.allowed().is_some() && invitation.presentation().is_some());

    // What kills a company's magic links leaves its invitations alone.
    let company = cut_off(Timestamp::MAX);
    assert_eq!(invitation.usable(&company, now()), Ok(()));
    assert!(invitation.clone().spend(&company, now()).is_ok());
    assert!(magic_link.spend(&company, now()).is_err());
}
