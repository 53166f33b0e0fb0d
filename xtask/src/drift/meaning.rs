//! What a difference means for a user of the crate.

use crate::drift::{
    finding::{Class, Direction, Finding, Kind},
    node,
};

/// One line that says what upstream did.
pub(crate) fn change(finding: &Finding) -> String {
    use Kind::*;
    let (ours, theirs) = (node::text(&finding.ours), node::text(&finding.upstream));
    let place = &finding.place;
    match finding.kind {
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

/// One line that says what that means for a program.
pub(crate) fn for_a_user(finding: &Finding) -> &'static str {
    use Kind::*;
    let answer = finding.direction == Some(Direction::Answer);
    let breaking = finding.class == Class::Breaking;
    let of_values = finding.place.ends_with(" enum");
    match finding.kind {
        OperationAdded => "there is no method for it yet",
        OperationRemoved => "calls of its method are going to fail, and the method has to go",
        OperationMoved => "calls of its method go to the old path, where nothing answers",
        OperationIdChanged => "nothing: the method keeps the name that our document gives it",
        TagsChanged => "nothing: tags only group the documentation",
        DeprecationAdded => "it works, and the compiler or the documentation should warn of it",
        DeprecationRemoved => "it need not be warned of",
        ParameterAdded if breaking => "calls are refused without it, and there is no setter",
        ParameterAdded => "there is no setter for it yet",
        ParameterRemoved => "its setter has no effect or makes the call fail, and has to go",
        ParameterNowRequired => "calls that leave it out are refused",
        ParameterNowOptional => "nothing: it may now be left out",
        EncodingChanged => "the value is sent in a form that the service reads otherwise",
        BodyAdded if answer => "the method gives no body yet",
        BodyAdded if breaking => "calls are refused, as they send no body",
        BodyAdded => "there is no setter for the body yet",
        BodyRemoved => "a body that is sent has no effect or makes the call fail",
        BodyNowRequired => "calls without a body are refused",
        BodyNowOptional => "nothing: the body may now be left out",
        MediaTypeAdded => "nothing: the crate stays with the media type that it knows",
        MediaTypeRemoved if answer => "the answer is not what the generated type reads",
        MediaTypeRemoved => "the body is sent with a media type that the service does not take",
        StatusAdded if breaking => "it is an error to the crate, although it may be a success",
        StatusAdded => "nothing: a range of our document covers it",
        StatusRemoved if breaking => "the answers of this kind are gone",
        StatusRemoved => "nothing: a range of our document covers what is left",
        PropertyAdded if breaking => "requests without it are refused, and there is no field",
        PropertyAdded => "there is no field for it yet; it is passed over when read",
        PropertyRemoved if answer => "the field stays empty or decoding fails, and has to go",
        PropertyRemoved => "the field has no effect or makes the call fail, and has to go",
        PropertyNowRequired if breaking => "requests that leave it out are refused",
        PropertyNowRequired => "nothing: the field is always there, and stays an optional one",
        PropertyNowOptional if breaking => "decoding fails when it is missing",
        PropertyNowOptional => "nothing: the field may be left out",
        EnumValueAdded => "it is kept as an unknown value, and has no variant yet",
        EnumValueRemoved => "programs that name its variant use what no longer exists",
        TypeChanged if answer => "decoding fails, and the type of the field changes",
        TypeChanged => "what is sent is refused, and the type of the setter changes",
        LimitChanged if breaking => "values that were taken are refused",
        LimitChanged => "nothing: what worked works",
        DefaultChanged if breaking => "calls that leave it out do something else",
        DefaultChanged => "only the documentation: what happens when it is left out",
        NullAdded if breaking => "decoding fails when it is null",
        NullAdded => "nothing: null may be sent",
        NullRemoved if breaking => "requests with null are refused",
        NullRemoved => "nothing: null does not come any more",
        SchemaChanged if of_values && finding.upstream.is_null() => {
            "programs that name its variants use what no longer exists"
        }
        SchemaChanged if of_values => "other values may be refused, and its type becomes another",
        SchemaChanged if breaking => "what is sent or read may not fit any more",
        SchemaChanged => "nothing, as long as the values are the known ones",
        ServerAdded => "there is no `Region` for it; `base_url` reaches it",
        ServerRemoved => "programs that use this server reach nothing",
        ServerVariableChanged => "a program that does not name a region may reach another one",
        SecuritySchemeAdded => "nothing: the known schemes work",
        SecuritySchemeRemoved => "programs that send the token in this way are refused",
        SecuritySchemeChanged => "the token is sent in a way that the service does not take",
        SecurityChanged if breaking => "calls may be refused for the way they show the token",
        SecurityChanged => "nothing: the known ways work",
    }
}

/// Where to edit, in addition to the line that the report names.
pub(crate) fn to_follow(finding: &Finding) -> &'static str {
    use Kind::*;
    match finding.kind {
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
        StatusAdded | StatusRemoved => "bring `x-statuses` of the operation up to date",
        OperationIdChanged => "take the name over, or say in the overlay that ours stays",
        DefaultChanged => "change `x-default` and the description",
        ParameterAdded => "add it to `parameters`",
        PropertyAdded => "add it to `properties`",
        EnumValueAdded => "add it to `enum`",
        PropertyNowRequired if finding.direction == Some(Direction::Answer) => {
            "take it out of `required` in the overlay, or decide to rely on it"
        }
        MediaTypeAdded => "remove it in the overlay, or take it in place of the known one",
        _ => "change it here",
    }
}
