//! The words for a difference, and what it means for a user of the crate.

use crate::{
    compare::change::{Change, Class, Direction, Kind},
    document::value::plain,
};

/// Describes in one line what upstream did.
pub(super) fn change(change: &Change) -> String {
    use Kind::*;
    let (ours, theirs) = (plain(&change.ours), plain(&change.upstream));
    let place = &change.place;
    match change.kind {
        OperationMoved => format!("{place} moved to {theirs}"),
        OperationAdded | ParameterAdded | BodyAdded | MediaTypeAdded | StatusAdded
        | PropertyAdded | EnumValueAdded | ServerAdded | SecuritySchemeAdded => {
            format!("{place} was added")
        }
        OperationRemoved
        | ParameterRemoved
        | BodyRemoved
        | MediaTypeRemoved
        | StatusRemoved
        | PropertyRemoved
        | EnumValueRemoved
        | ServerRemoved
        | SecuritySchemeRemoved => {
            format!("{place} was removed")
        }
        DeprecationAdded => format!("{place}: it is now"),
        DeprecationRemoved => format!("{place}: it is no longer"),
        ParameterNowRequired | BodyNowRequired | PropertyNowRequired => {
            format!("{place} is now required")
        }
        ParameterNowOptional | BodyNowOptional | PropertyNowOptional => {
            format!("{place} is no longer required")
        }
        NullAdded => format!("{place} may now be null"),
        NullRemoved => format!("{place} may no longer be null"),
        OperationIdChanged
        | TagsChanged
        | EncodingChanged
        | TypeChanged
        | LimitChanged
        | DefaultChanged
        | SchemaChanged
        | ServerVariableChanged
        | SecuritySchemeChanged
        | SecurityChanged => format!("{place} changed from {ours} to {theirs}"),
    }
}

/// Describes in one line what that means for a program.
pub(super) fn for_a_user(change: &Change) -> &'static str {
    use Kind::*;
    let response = change.direction == Some(Direction::Response);
    let breaking = change.class == Class::Breaking;
    let of_values = change.place.ends_with(" enum");
    match change.kind {
        OperationAdded => "no method sends it yet",
        OperationRemoved => "calls of its method will fail, and the method has to go",
        OperationMoved => "its method sends requests to the old path, where nothing responds",
        OperationIdChanged => "nothing: the method keeps the name from our document",
        TagsChanged => "nothing: tags only group the documentation",
        DeprecationAdded => "it still works, and the documentation should warn of it",
        DeprecationRemoved => "the warning can go",
        ParameterAdded if breaking => "requests without it are refused, and no setter sets it",
        ParameterAdded => "no setter sets it yet",
        ParameterRemoved => "its setter has no effect or makes the request fail, and has to go",
        ParameterNowRequired => "requests without it are refused",
        ParameterNowOptional => "nothing: requests may now leave it out",
        EncodingChanged => "the value is sent in a form that the service reads differently",
        BodyAdded if response => "the method returns no body yet",
        BodyAdded if breaking => "requests are refused, as they have no body",
        BodyAdded => "no setter sets the body yet",
        BodyRemoved => "a body has no effect or makes the request fail",
        BodyNowRequired => "requests without a body are refused",
        BodyNowOptional => "nothing: requests may now leave the body out",
        MediaTypeAdded => "nothing: the crate keeps using the media type it knows",
        MediaTypeRemoved if response => "the generated type cannot decode the response",
        MediaTypeRemoved => "the body is sent with a media type that the service does not accept",
        StatusAdded if breaking => "the crate treats it as an error, although it may be a success",
        StatusAdded => "nothing: a range of our document covers it",
        StatusRemoved if breaking => "responses of this kind no longer come",
        StatusRemoved => "nothing: a range of our document covers what is left",
        PropertyAdded if breaking => "requests without it are refused, and no field holds it",
        PropertyAdded => "no field holds it yet; decoding ignores it",
        PropertyRemoved if response => "the field stays empty or decoding fails, and has to go",
        PropertyRemoved => "the field has no effect or makes the request fail, and has to go",
        PropertyNowRequired if breaking => "requests without it are refused",
        PropertyNowRequired => "nothing: the field is always sent, and stays optional",
        PropertyNowOptional if breaking => "decoding fails when it is missing",
        PropertyNowOptional => "nothing: requests may now leave the field out",
        EnumValueAdded => "it decodes as an unknown value, and has no variant yet",
        EnumValueRemoved => "programs that name its variant name what no longer exists",
        TypeChanged if response => "decoding fails, and the type of the field changes",
        TypeChanged => "the value is refused, and the type of the setter changes",
        LimitChanged if breaking => "values that were accepted are refused",
        LimitChanged => "nothing: what worked still works",
        DefaultChanged if breaking => "requests that leave it out do something else",
        DefaultChanged => "only the documentation: what leaving it out means",
        NullAdded if breaking => "decoding fails when it is null",
        NullAdded => "nothing: null may be sent",
        NullRemoved if breaking => "requests with null are refused",
        NullRemoved => "nothing: null no longer comes",
        SchemaChanged if of_values && change.upstream.is_null() => {
            "programs that name its variants name what no longer exists"
        }
        SchemaChanged if of_values => "other values may be refused, and its type changes",
        SchemaChanged if breaking => "what is sent or decoded may no longer fit",
        SchemaChanged => "nothing, as long as the values are the known ones",
        ServerAdded => "no `Region` stands for it; `base_url` reaches it",
        ServerRemoved => "programs that use this server reach nothing",
        ServerVariableChanged => "a program that names no region may reach another one",
        SecuritySchemeAdded => "nothing: the known schemes work",
        SecuritySchemeRemoved => "programs that send the token in this way are refused",
        SecuritySchemeChanged => "the token is sent in a way that the service does not accept",
        SecurityChanged if breaking => "requests may be refused for the way they send the token",
        SecurityChanged => "nothing: the known ways work",
    }
}

/// Describes what to edit, in addition to the line in the report.
pub(super) fn to_follow(change: &Change) -> &'static str {
    use Kind::*;
    match change.kind {
        OperationAdded => "add the operation under `paths`",
        OperationMoved => "rename the path",
        OperationRemoved
        | ParameterRemoved
        | PropertyRemoved
        | EnumValueRemoved
        | MediaTypeRemoved
        | BodyRemoved
        | ServerRemoved
        | SecuritySchemeRemoved => "remove it",
        StatusAdded | StatusRemoved => "update `x-statuses` of the operation",
        OperationIdChanged => "take the name over, or say in the overlay that ours stays",
        DefaultChanged => "change `x-default` and the description",
        ParameterAdded => "add it to `parameters`",
        PropertyAdded => "add it to `properties`",
        EnumValueAdded => "add it to `enum`",
        PropertyNowRequired if change.direction == Some(Direction::Response) => {
            "take it out of `required` in the overlay, or decide to rely on it"
        }
        MediaTypeAdded => "remove it in the overlay, or use it in place of the known one",
        _ => "change it here",
    }
}
