use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::webhook::{Delivery, DeliveryStatus};
use latchstring_storage::DeliveryFilter;

use super::find::find;
use crate::{Caller, Failure, Latchstring, Listing, PageRequest, Thing};

/// Which deliveries to an endpoint are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDeliveries {
    /// The endpoint.
    pub endpoint_id: EndpointId,
    /// Only those that stand there.
    pub status: Option<DeliveryStatus>,
    /// After which one, by its id.
    pub after: Option<DeliveryId>,
    /// How many.
    pub per_page: u32,
}

/// The deliveries to an endpoint that are kept, newest first: what was sent, how often, and what came of it. Needs
/// the scope `webhooks:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn deliveries(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListDeliveries,
) -> Result<Listing<Delivery, DeliveryId>, Failure> {
    caller.require(ls, Scope::WebhooksManage).await?;
    find(ls, caller, wish.endpoint_id).await?;
    let page = PageRequest::After { last: wish.after, per_page: wish.per_page };
    let filter = DeliveryFilter { endpoint: wish.endpoint_id, status: wish.status };
    let found = ls.store().deliveries(&filter, page.slice()).await?;
    Ok(page.page(found, 0, |delivery| delivery.id))
}

/// One delivery. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn delivery(ls: &Latchstring, caller: &Caller, id: DeliveryId) -> Result<Delivery, Failure> {
    caller.require(ls, Scope::WebhooksManage).await?;
    caller.own(ls, Thing::Delivery, ls.store().delivery(id).await?).await
}
