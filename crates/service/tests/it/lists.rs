//! Lists: complete, bounded, and the same whichever way one pages.

use std::time::Duration;

use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_service::company::ListCompanies;
use latchstring_service::invitation::{
    InvitationView, ListInvitations, WantedInvitations, create_contributor,
};
use latchstring_service::{Listing, MAX_PER_PAGE, Numbered, PageRequest, company, invitation};
use secrecy::ExposeSecret as _;

use crate::harness::{World, new_company, terms};

type Page = PageRequest<InvitationId>;

async fn list(
    world: &World,
    status: Option<InvitationStatus>,
    page: Page,
) -> Listing<InvitationView, InvitationId> {
    let wish = ListInvitations { wanted: WantedInvitations { status, ..Default::default() }, page };
    invitation::list(&world.ls, &world.caller, wish).await.unwrap()
}

fn ids(listing: &Listing<InvitationView, InvitationId>) -> Vec<InvitationId> {
    listing.items.iter().map(|view| view.invitation.id).collect()
}

#[tokio::test]
async fn t062_every_live_link_is_listed_and_can_be_killed_there() {
    let world = World::new().await;
    let connection = world.connected().await.connection_id;
    let made = [
        world.invite(None, None).await,
        world.invite(Some(3), Some(60)).await,
        world.invite_to_repair(connection).await,
    ];

    let active = list(&world, Some(InvitationStatus::Active), Page::After { last: None, per_page: 10 }).await;

    let mut newest_first: Vec<_> = made.iter().map(|view| view.invitation.id).collect();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(ids(&active), newest_first);
    for view in &active.items {
        let made = made.iter().find(|made| made.invitation.id == view.invitation.id).unwrap();
        let url = view.url.as_ref().unwrap().expose_secret();
        assert_eq!(url, made.url.as_ref().unwrap().expose_secret(), "the link can be sent again");
        invitation::revoke(&world.ls, &world.caller, view.invitation.id).await.unwrap();
    }
    let active = list(&world, Some(InvitationStatus::Active), Page::After { last: None, per_page: 10 }).await;
    assert!(active.items.is_empty());
}

#[tokio::test]
async fn both_ways_of_paging_see_the_same_list() {
    let world = World::new().await;
    for _ in 0..7 {
        world.invite(None, None).await;
    }
    let all = ids(&list(&world, None, Page::After { last: None, per_page: 100 }).await);
    assert_eq!(all.len(), 7);

    let (mut walked, mut last) = (Vec::new(), None);
    loop {
        let page = list(&world, None, Page::After { last, per_page: 3 }).await;
        assert_eq!(page.numbered, None);
        walked.extend(ids(&page));
        last = page.next;
        if last.is_none() {
            break;
        }
    }
    assert_eq!(walked, all);
    let mut numbered = Vec::new();
    for number in 1..=3 {
        let page = list(&world, None, Page::Number { number, per_page: 3 }).await;
        assert_eq!(page.numbered, Some(Numbered { total: 7, number, per_page: 3 }));
        assert_eq!((page.numbered.unwrap().total_pages(), page.next), (3, None));
        numbered.extend(ids(&page));
    }
    assert_eq!(numbered, all);
}

#[tokio::test]
async fn a_page_larger_than_the_largest_is_cut_and_says_that_more_follow() {
    let world = World::new().await;
    let wish = || world.wish(terms(None, None));
    let count = usize::try_from(MAX_PER_PAGE).unwrap() + 2;
    for _ in 0..count {
        create_contributor(&world.ls, &world.caller, wish()).await.unwrap();
    }

    for per_page in [MAX_PER_PAGE, MAX_PER_PAGE + 1, u32::MAX] {
        let first = list(&world, None, Page::After { last: None, per_page }).await;
        assert_eq!(first.items.len(), count - 2, "{per_page}");
        let rest = list(&world, None, Page::After { last: first.next, per_page }).await;
        assert_eq!((rest.items.len(), rest.next), (2, None), "{per_page}");
        let second = list(&world, None, Page::Number { number: 2, per_page }).await;
        assert_eq!(ids(&second), ids(&rest), "{per_page}");
        assert_eq!(second.numbered.unwrap().total_pages(), 2);
    }
    let none = list(&world, None, Page::After { last: None, per_page: 0 }).await;
    assert_eq!(none.items.len(), 1, "a page has one item at least, so that a walk goes on");
    let zeroth = list(&world, None, Page::Number { number: 0, per_page: 5 }).await;
    assert_eq!(zeroth.numbered.unwrap().number, 1);
}

#[tokio::test]
async fn the_whole_list_of_companies_is_whole() {
    let world = World::new().await;
    world.clock.advance(Duration::from_millis(1));
    for number in 0..1005 {
        new_company(&world.ls, &world.caller, &format!("Company {number}")).await;
    }
    let wish = ListCompanies { external_id: None, page: None };
    let all = company::list(&world.ls, &world.caller, wish).await.unwrap();
    assert_eq!((all.items.len(), all.next), (1006, None));
    let oldest = all.items.last().unwrap();
    assert_eq!((oldest.company.id, oldest.sites.len()), (world.company.id, 2));
}

/// A link's holder can press "Get started" for ever; looking at the invitation has to stay cheap.
#[tokio::test]
async fn the_story_told_with_an_invitation_is_bounded_and_ends_with_the_newest() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    for _ in 0..1005 {
        world.open(&invitation).await;
    }
    let told = invitation::get(&world.ls, &world.caller, invitation.invitation.id).await.unwrap().events;
    let sequences: Vec<u64> = told.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, (7..=1006).collect::<Vec<u64>>());
}
