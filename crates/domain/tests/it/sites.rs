use std::collections::BTreeSet;

use latchstring_domain::flow_session::{SiteChoice, SiteChoiceError};
use latchstring_domain::utility::{UtilityType, UtilityTypes};

use crate::fixture::site;

fn gas() -> UtilityTypes {
    BTreeSet::from([UtilityType::Gas])
}

#[test]
fn a_choice_is_among_what_was_offered_in_the_order_chosen_without_repeats() {
    let offered = [site(1), site(2), site(3)];
    let choice = SiteChoice::new(&[site(3), site(1), site(3)], &offered, gas()).unwrap();
    assert_eq!(choice.sites(), [site(3), site(1)]);
    assert_eq!(choice.utility_types(), &gas());
    assert_eq!(
        SiteChoice::new(&[site(1), site(4)], &offered, gas()),
        Err(SiteChoiceError::UnknownSite(site(4)))
    );
    assert_eq!(SiteChoice::new(&[site(4)], &[], gas()), Err(SiteChoiceError::UnknownSite(site(4))));
}

#[test]
fn at_least_one_site_and_one_utility_type_are_chosen() {
    assert_eq!(SiteChoice::new(&[], &[site(1)], gas()), Err(SiteChoiceError::NoSite));
    assert_eq!(
        SiteChoice::new(&[site(1)], &[site(1)], UtilityTypes::new()),
        Err(SiteChoiceError::NoUtilityType)
    );
}

#[test]
fn a_company_without_sites_needs_none_chosen() {
    assert!(SiteChoice::new(&[], &[], gas()).unwrap().sites().is_empty());
}

#[test]
fn a_choice_without_types_holds_to_the_sites_as_strictly() {
    let offered = [site(1), site(2)];
    assert_eq!(
        SiteChoice::without_types(&[site(2), site(2)], &offered).unwrap(),
        SiteChoice::from_stored(vec![site(2)], UtilityTypes::new())
    );
    assert_eq!(SiteChoice::without_types(&[], &offered), Err(SiteChoiceError::NoSite));
    assert_eq!(SiteChoice::without_types(&[site(3)], &offered), Err(SiteChoiceError::UnknownSite(site(3))));
}
