package io.github.cloudflarepcaps.traffic;

import java.util.List;
import java.util.StringJoiner;

/** Names of what headers have numbers for. */
final class ProtocolNames {

  /**
   * By number, from the <a href="https://www.iana.org/assignments/protocol-numbers">list of
   * IANA</a>, where 58 is IPv6-ICMP; a hyphen has no name there.
   */
  private static final List<String> PROTOCOLS =
      List.of(
          """
          HOPOPT ICMP IGMP GGP IPv4 ST TCP CBT EGP IGP BBN-RCC-MON NVP-II PUP ARGUS EMCON XNET \
          CHAOS UDP MUX DCN-MEAS HMP PRM XNS-IDP TRUNK-1 TRUNK-2 LEAF-1 LEAF-2 RDP IRTP ISO-TP4 \
          NETBLT MFE-NSP MERIT-INP DCCP 3PC IDPR XTP DDP IDPR-CMTP TP++ IL IPv6 SDRP IPv6-Route \
          IPv6-Frag IDRP RSVP GRE DSR BNA ESP AH I-NLSP SWIPE NARP MOBILE TLSP SKIP ICMPv6 \
          IPv6-NoNxt IPv6-Opts - CFTP - SAT-EXPAK KRYPTOLAN RVD IPPC - SAT-MON VISA IPCV CPNX CPHB \
          WSN PVP BR-SAT-MON SUN-ND WB-MON WB-EXPAK ISO-IP VMTP SECURE-VMTP VINES IPTM NSFNET-IGP \
          DGP TCF EIGRP OSPF Sprite-RPC LARP MTP AX.25 IPIP MICP SCC-SP ETHERIP ENCAP - GMTP IFMP \
          PNNI PIM ARIS SCPS QNX A/N IPComp SNP Compaq-Peer IPX-in-IP VRRP PGM - L2TP DDX IATP STP \
          SRP UTI SMP SM PTP IS-IS FIRE CRTP CRUDP SSCOPMCE IPLT SPS PIPE SCTP FC RSVP-E2E-IGNORE \
          Mobility UDPLite MPLS-in-IP manet HIP Shim6 WESP ROHC Ethernet AGGFRAG NSH\
          """
              .split(" "));

  /** From the lowest bit on. */
  private static final List<String> TCP_FLAGS =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE");

  private static final int MAX_FLAGS = 3;

  private ProtocolNames() {}

  /** The name of an IANA protocol number, or {@code protocol 200} for one without. */
  static String protocol(int number) {
    boolean named = number < PROTOCOLS.size() && !PROTOCOLS.get(number).equals("-");
    return named ? PROTOCOLS.get(number) : "protocol " + number;
  }

  /** The flags that are set, as {@code SYN ACK}; unusual combinations as a number. */
  static String tcpFlags(int flags) {
    if (flags == 0) {
      return "no flags";
    }
    if (Integer.bitCount(flags) > MAX_FLAGS || flags >= 1 << TCP_FLAGS.size()) {
      return "flags 0x%03x".formatted(flags);
    }
    StringJoiner names = new StringJoiner(" ");
    for (int bit = 0; bit < TCP_FLAGS.size(); bit++) {
      if ((flags >> bit & 1) == 1) {
        names.add(TCP_FLAGS.get(bit));
      }
    }
    return names.toString();
  }
}
