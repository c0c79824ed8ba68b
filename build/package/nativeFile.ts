import { isElf } from '../elf/segments';
import { MACH_O_PROCESSORS } from '../machO';

/** A program or library, by its own header. */
export interface NativeFile {
  readonly format: 'ELF' | 'Mach-O' | 'PE';
  /** By the names that Grafana uses; another one in hexadecimal. */
  readonly architecture: string;
  /** Mach-O alone: whether its maker's signature is in it. Without one, Apple's own processors (arm64) start nothing. */
  readonly isSigned?: boolean;
}

/** Sources: System V ABI (e_machine), Apple's mach-o/loader.h, Microsoft's PE format (Machine). */
const ELF_MACHINES: Readonly<Record<number, string>> = { 0x3e: 'amd64', 0xb7: 'arm64' };
const PE_MACHINES: Readonly<Record<number, string>> = { 0x8664: 'amd64', 0xaa64: 'arm64' };

const MACH_O_64 = 0xfeedfacf;
const CODE_SIGNATURE = 0x1d;

/** Null for what is neither program nor library. */
export function nativeFile(bytes: Buffer): NativeFile | null {
  if (isElf(bytes)) {
    return { format: 'ELF', architecture: named(ELF_MACHINES, bytes.readUInt16LE(0x12)) };
  }
  if (bytes.length > 0x20 && bytes.readUInt32LE(0) === MACH_O_64) {
    return { format: 'Mach-O', architecture: named(MACH_O_PROCESSORS, bytes.readUInt32LE(4)), isSigned: hasSignature(bytes) };
  }
  if (bytes.length > 0x40 && bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(0x3c);
    if (bytes.toString('latin1', header, header + 4) === 'PE\0\0') {
      return { format: 'PE', architecture: named(PE_MACHINES, bytes.readUInt16LE(header + 4)) };
    }
  }
  return null;
}

const named = (names: Readonly<Record<number, string>>, machine: number): string => names[machine] ?? `0x${machine.toString(16)}`;

function hasSignature(bytes: Buffer): boolean {
  const commands = bytes.readUInt32LE(0x10);
  let place = 0x20;
  for (let index = 0; index < commands; index++) {
    if (bytes.readUInt32LE(place) === CODE_SIGNATURE) {
      return true;
    }
    place += bytes.readUInt32LE(place + 4);
  }
  return false;
}
