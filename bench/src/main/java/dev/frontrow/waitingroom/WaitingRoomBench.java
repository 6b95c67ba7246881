package dev.frontrow.waitingroom;

public class WaitingRoomBench {
    public static void main(String[] args) {
        int fans = Integer.parseInt(args[0]);
        for (int i = 1; i < args.length; i++) {
            String w = args[i];
            long seed = Long.parseLong(w.substring(1));
            World world = switch (w.charAt(0)) {
                case 'r' -> World.rush(seed, fans);
                case 's' -> World.sellingOut(seed);
                default -> World.slowShop(seed);
            };
            long t = System.nanoTime();
            Simulation s = new Simulation(world);
            s.run(null);
            System.out.println(Findings.of(s) + " wall " + (System.nanoTime() - t) / 1e9);
            if (Boolean.getBoolean("trace")) {
                for (int k = 0; k < s.decisions().size(); k += (k < 300 ? 10 : 60)) {
                    System.out.println(k + " " + s.decisions().get(k));
                }
                for (var told : s.samples()) {
                    for (int k = 0; k < told.size(); k += Math.max(1, told.size() / 8))
                        System.out.print(told.get(k) + " ");
                    if (!told.isEmpty())
                        System.out.println("TURN " + s.turnOf(told.get(0).position()));
                }
            }
        }
    }
}
