use latchstring_domain::flow::{FlowConnectors, FlowConnectorsError};
use latchstring_domain::id::ProviderId;

use crate::fixture::provider_id;

fn many(count: usize) -> Vec<ProviderId> {
    (1..).map(provider_id).take(count).collect()
}

#[test]
fn a_flow_offers_its_connectors_in_order_without_repeats() {
    let named = [3, 1, 3, 2, 1].map(provider_id).to_vec();
    assert_eq!(FlowConnectors::new(named).unwrap().ids(), [3, 1, 2].map(provider_id));
}

#[test]
fn a_flow_has_one_to_five_hundred_connectors() {
    assert_eq!(FlowConnectors::new(Vec::new()), Err(FlowConnectorsError::Empty));
    assert_eq!(FlowConnectors::new(many(1)).unwrap().ids(), many(1));
    assert_eq!(FlowConnectors::new(many(500)).unwrap().ids(), many(500));
    assert_eq!(FlowConnectors::new(many(501)), Err(FlowConnectorsError::TooMany));
    let repeated = [many(500), many(500)].concat();
    assert_eq!(FlowConnectors::new(repeated).unwrap().ids(), many(500), "repeats do not count");
}
