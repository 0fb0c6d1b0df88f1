use latchstring_domain::connection::Connection;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::rows;
use super::{Applied, Denied};
use crate::entity::connection_sites;
use crate::entity::connections::{ActiveModel, Column, Entity};
use crate::row;

/// Bounded, because a statement takes a bounded number of parameters.
const SITES_PER_STATEMENT: usize = 500;

pub(super) async fn create(tx: &DatabaseTransaction, value: &Connection) -> Applied {
    rows::insert::<Entity>(tx, row::connections::write(value)?.into_active_model()).await?;
    insert_sites(tx, value).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &Connection) -> Applied {
    let columns = row::connections::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await?;
    if sites(tx, value).await? == value.initial_sites.iter().map(|id| id.as_uuid()).collect::<Vec<_>>() {
        return Ok(());
    }
    let old = connection_sites::Column::ConnectionId.eq(value.id.as_uuid());
    connection_sites::Entity::delete_many().filter(old).exec(tx).await?;
    insert_sites(tx, value).await
}

async fn sites(tx: &DatabaseTransaction, value: &Connection) -> Result<Vec<Uuid>, Denied> {
    let of = connection_sites::Column::ConnectionId.eq(value.id.as_uuid());
    let rows = connection_sites::Entity::find().filter(of).order_by_asc(connection_sites::Column::Position);
    Ok(rows.all(tx).await?.into_iter().map(|row| row.site_id).collect())
}

async fn insert_sites(tx: &DatabaseTransaction, value: &Connection) -> Applied {
    let rows = (0_i64..).zip(&value.initial_sites).map(|(position, site)| connection_sites::ActiveModel {
        connection_id: Set(value.id.as_uuid()),
        position: Set(position),
        site_id: Set(site.as_uuid()),
    });
    let rows: Vec<_> = rows.collect();
    for rows in rows.chunks(SITES_PER_STATEMENT) {
        let rows = rows.iter().cloned();
        connection_sites::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
