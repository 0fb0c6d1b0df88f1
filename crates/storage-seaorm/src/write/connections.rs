use latchstring_domain::connection::Connection;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::connection_sites;
use crate::entity::connections::{ActiveModel, Column, Entity};
use crate::row;

/// Bounded, because a statement takes a bounded number of parameters.
const SITES_PER_STATEMENT: usize = 500;

pub(super) fn create(to: &mut Steps, value: &Connection) -> Planned {
    rows::insert::<Entity>(to, row::connections::write(value)?.into_active_model())?;
    insert_sites(to, value)
}

pub(super) fn update(to: &mut Steps, value: &Connection) -> Planned {
    let columns = row::connections::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)?;
    put_sites(to, value)
}

/// Writes only what differs: the sites of a connection hardly ever change, and the rest of it often does.
fn put_sites(to: &mut Steps, value: &Connection) -> Planned {
    use connection_sites::{Column, Entity};
    let count = i64::try_from(value.initial_sites.len()).unwrap_or(i64::MAX);
    let beyond = Column::ConnectionId.eq(value.id.as_uuid()).and(Column::Position.gte(count));
    to.run(&Entity::delete_many().filter(beyond));
    let differs = Expr::col((Entity, Column::SiteId)).ne(Expr::col((Alias::new("excluded"), Column::SiteId)));
    let change = OnConflict::columns([Column::ConnectionId, Column::Position])
        .update_column(Column::SiteId)
        .action_and_where(differs)
        .to_owned();
    for rows in sites(value).chunks(SITES_PER_STATEMENT) {
        to.run(&Entity::insert_many(rows.iter().cloned()).on_conflict(change.clone()));
    }
    Ok(())
}

fn insert_sites(to: &mut Steps, value: &Connection) -> Planned {
    for rows in sites(value).chunks(SITES_PER_STATEMENT) {
        to.run(&connection_sites::Entity::insert_many(rows.iter().cloned()));
    }
    Ok(())
}

fn sites(value: &Connection) -> Vec<connection_sites::ActiveModel> {
    let rows = (0_i64..).zip(&value.initial_sites).map(|(position, site)| connection_sites::ActiveModel {
        connection_id: Set(value.id.as_uuid()),
        position: Set(position),
        site_id: Set(site.as_uuid()),
    });
    rows.collect()
}
