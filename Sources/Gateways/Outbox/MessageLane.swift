import Dispatch
import Domain
import SQLEngine
import Stores
import UseCases

/// Sends messages of one lane: takes, makes what goes with them, hands over, writes down what became of them.
struct MessageLane: Sendable {
  let shop: Shop
  let doors: OutboxDoors
  let turn: JobTurn
  let stop: StopSign

  /// False when nothing is due, the door is shut, or the server ends.
  func sendNext(_ lane: Message.Lane, on queue: DispatchQueue) async throws -> Bool {
    let open = try await shop.openDoors()
    guard open.isReady(lane), let taken = try await shop.write(in: turn, { work in try work.takeDueMessage(lane) }) else {
      return false
    }
    let delivery = try await send(try await shop.addressed(taken.message), through: open, on: queue)
    let outcome = delivery.outcome
    // What the end of the server cut short is taken up by the next one.
    guard !stop.isUp || outcome.isTaken else { return false }
    let chance = Int64.random(in: 0...1023)
    try await shop.write(by: .system) { work in try work.settle(taken, outcome, name: delivery.names.first, chance: chance) }
    return true
  }

  private func send(_ message: Message, through open: OpenDoors, on queue: DispatchQueue) async throws -> ChatDelivery {
    switch message.channel {
    case .email: ChatDelivery(try await mail(message, through: open, on: queue))
    case .sms: ChatDelivery(try await sms(message, through: open, on: queue))
    case .conversation: try await chat(message)
    }
  }

  /// What is written into a conversation of the shop's own is there already, unless that is gone; anything else goes through the door of
  /// its service.
  private func chat(_ message: Message) async throws -> ChatDelivery {
    let gone = ChatDelivery(.failed(.init("The conversation is gone.", isFinal: true)))
    guard let service = message.service, !service.isOwn else {
      let isThere = try await shop.read(by: .system) { work in try work.isInThread(message) }
      return isThere ? ChatDelivery(.taken(status: nil)) : gone
    }
    guard let door = try await shop.chatDoor(of: service) else {
      return ChatDelivery(.failed(.init("This conversation's channel is not set up.")))
    }
    guard let chat = try await shop.outgoingChat(message) else { return gone }
    // Its echo came, so nobody is to read it twice.
    guard !chat.isHeard else { return ChatDelivery(.taken(status: nil)) }
    guard turn.stands else { throw TurnLost() }
    return await door.send(chat)
  }

  private func mail(_ message: Message, through open: OpenDoors, on queue: DispatchQueue) async throws -> DeliveryOutcome {
    guard let server = open.mailServer, let from = open.mailSender else { return .failed(.init("No mail server is set up.")) }
    var files: [MailFile] = []
    for attachment in message.attachments {
      do { files.append(try await doors.file(attachment)) } catch {
        return .failed(.init("The attachment could not be made: \(error)"))
      }
    }
    let mail = Mail(message, from: from, files: files, date: shop.clock())
    let (door, stop) = (MailDoor(server: server, policy: doors.policy(for: .mailServer)), stop)
    return await queue.perform { door.send(mail, stop: stop) }
  }

  private func sms(_ message: Message, through open: OpenDoors, on queue: DispatchQueue) async throws -> DeliveryOutcome {
    guard let gateway = open.smsGateway else { return .failed(.init("No SMS gateway is set up.")) }
    let shopName = try await shop.database.read { tx in try tx.settings.find()?.shopName ?? "" }
    let (door, stop) = (SMSDoor(gateway: gateway, policy: doors.policy(for: .smsGateway), shopName: shopName), stop)
    return await queue.perform { door.send(message, stop: stop) }
  }
}
