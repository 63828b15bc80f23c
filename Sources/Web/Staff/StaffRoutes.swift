/// The part of the site map that belongs to the room Staff.
enum StaffRoutes {
  /// Below `/api/v1`, for the signed in.
  static func api(_ api: inout RouteGroup) {
    StaffAPI.routes(&api)
    TokenAPI.routes(&api)
    DeviceAPI.routes(&api)
    ApprovalAPI.routes(&api)
  }

  /// Pages that anybody may open, because they are where people prove who they are.
  static func pages(_ pages: inout RouteGroup) {
    SignInPages.routes(&pages)
    SetUpPages.routes(&pages)
    ResetPages.routes(&pages)
    RegisterEntrance.routes(&pages)
  }
}
